import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { deviceImportStates, Freshness, FunctionId, incidentStatuses, rejectionStatuses } from '@trame/domain'
import { z } from 'zod'
import { AgentShell } from './agent/AgentShell.tsx'
import { meOrSeen } from './agent/seen.ts'
import { InboxSearch } from './api/alerts.ts'
import { meQuery } from './api/auth.ts'
import { CommandFilter } from './api/commands.ts'
import { DeviceFilter } from './api/devices.ts'
import { queryClient } from './api/query-client.ts'
import { RangeSearch } from './charts/range.ts'
import { drawnKinds } from './command/drawn-kinds.ts'
import { CrashPage, NotFoundPage } from './pages/ErrorPages.tsx'
import { parseSearch, stringifySearch } from './search-params.ts'
import { Shell } from './shell/Shell.tsx'
import { UseCaseSearch } from './use-case/search.ts'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ back: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/SignInPage.tsx'), 'SignInPage'),
})

/** For citizens: nobody signs in. */
const publicParking = createRoute({
  getParentRoute: () => root,
  path: '/public/parking',
  validateSearch: z.object({
    /** Short name of the organisation, where several publish. */
    organisation: z.string().max(64).optional(),
    only: z.literal('accessible').optional().catch(undefined),
    park: z.string().optional(),
  }),
  component: lazyRouteComponent(() => import('./pages/PublicParkingPage.tsx'), 'PublicParkingPage'),
})

/** Everything inside needs somebody signed in, with a password of their own. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { back: location.href } })
    if (me.mustChangePassword && location.pathname !== '/password') throw redirect({ to: '/password' })
  },
})

const password = createRoute({
  getParentRoute: () => inside,
  path: '/password',
  component: lazyRouteComponent(() => import('./pages/PasswordPage.tsx'), 'PasswordPage'),
})

export const TerritorySearch = z.object({
  /** zoom,latitude,longitude */
  at: z.string().optional(),
  function: FunctionId.optional().catch(undefined),
  type: z.string().optional(),
  /** The selected asset. */
  asset: z.string().optional(),
  view: z.enum(['map', 'list']).optional().catch(undefined),
  feed: z.enum(['values', 'silent', 'rejected']).optional().catch(undefined),
  /** Of the list. */
  q: z.string().optional(),
  freshness: Freshness.optional().catch(undefined),
  /** The map and the list as they stood then; absent: live. */
  time: z.iso.datetime().optional().catch(undefined),
})
export type TerritorySearch = z.infer<typeof TerritorySearch>

export const territory = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: TerritorySearch,
  component: lazyRouteComponent(() => import('./pages/TerritoryPage.tsx'), 'TerritoryPage'),
})

export const AssetSearch = RangeSearch.extend({
  /** Of the charts, in their order. */
  series: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .optional()
    .catch(undefined),
  show: z.enum(['chart', 'table']).optional().catch(undefined),
  compare: z.literal('previous').optional().catch(undefined),
})
export type AssetSearch = z.infer<typeof AssetSearch>

export const asset = createRoute({
  getParentRoute: () => inside,
  path: '/assets/$assetId',
  validateSearch: AssetSearch,
  component: lazyRouteComponent(() => import('./pages/AssetPage.tsx'), 'AssetPage'),
})

export const site = createRoute({
  getParentRoute: () => inside,
  path: '/sites/$siteId',
  validateSearch: AssetSearch,
  component: lazyRouteComponent(() => import('./pages/SitePage.tsx'), 'SitePage'),
})

export const fleetDevices = createRoute({
  getParentRoute: () => inside,
  path: '/fleet',
  validateSearch: DeviceFilter.extend({ register: z.string().optional() }),
  component: lazyRouteComponent(() => import('./pages/FleetDevicesPage.tsx'), 'FleetDevicesPage'),
})

export const fleetImport = createRoute({
  getParentRoute: () => inside,
  path: '/fleet/import',
  validateSearch: z.object({ show: z.enum(deviceImportStates).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/FleetImportPage.tsx'), 'FleetImportPage'),
})

export const fleetRejections = createRoute({
  getParentRoute: () => inside,
  path: '/fleet/rejections',
  validateSearch: z.object({
    code: z.string().optional(),
    address: z.string().optional(),
    status: z.enum(rejectionStatuses).optional().catch(undefined),
    register: z.string().optional(),
  }),
  component: lazyRouteComponent(() => import('./pages/FleetRejectionsPage.tsx'), 'FleetRejectionsPage'),
})

export const fleetModels = createRoute({
  getParentRoute: () => inside,
  path: '/fleet/models',
  validateSearch: z.object({
    q: z.string().optional(),
    open: z.enum(['upload', 'try']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/FleetModelsPage.tsx'), 'FleetModelsPage'),
})

export const fleetGroups = createRoute({
  getParentRoute: () => inside,
  path: '/fleet/groups',
  validateSearch: z.object({ open: z.literal('new').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/FleetGroupsPage.tsx'), 'FleetGroupsPage'),
})

export const fleetGroup = createRoute({
  getParentRoute: () => inside,
  path: '/fleet/groups/$groupId',
  validateSearch: z.object({ open: z.literal('edit').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/FleetGroupPage.tsx'), 'FleetGroupPage'),
})

export const device = createRoute({
  getParentRoute: () => inside,
  path: '/devices/$deviceId',
  component: lazyRouteComponent(() => import('./pages/DevicePage.tsx'), 'DevicePage'),
})

export const alerts = createRoute({
  getParentRoute: () => inside,
  path: '/alerts',
  validateSearch: InboxSearch,
  component: lazyRouteComponent(() => import('./pages/AlertsPage.tsx'), 'AlertsPage'),
})

export const alert = createRoute({
  getParentRoute: () => inside,
  path: '/alerts/$alertId',
  component: lazyRouteComponent(() => import('./pages/AlertPage.tsx'), 'AlertPage'),
})

export const useCase = createRoute({
  getParentRoute: () => inside,
  path: '/use-cases/$useCaseId',
  validateSearch: UseCaseSearch,
  component: lazyRouteComponent(() => import('./pages/UseCasePage.tsx'), 'UseCasePage'),
})

export const optimise = createRoute({
  getParentRoute: () => inside,
  path: '/optimise',
  component: lazyRouteComponent(() => import('./pages/FunctionPage.tsx'), 'OptimisePage'),
})

export const interact = createRoute({
  getParentRoute: () => inside,
  path: '/interact',
  component: lazyRouteComponent(() => import('./pages/FunctionPage.tsx'), 'InteractPage'),
})

export const map = createRoute({
  getParentRoute: () => inside,
  path: '/map',
  validateSearch: UseCaseSearch.extend({
    /** The use case and the place of the layer on its page: `heat.2`. */
    layer: z.string().optional(),
  }),
  component: lazyRouteComponent(() => import('./pages/MapPage.tsx'), 'MapPage'),
})

export const commands = createRoute({
  getParentRoute: () => inside,
  path: '/commands',
  validateSearch: CommandFilter,
  component: lazyRouteComponent(() => import('./pages/CommandsPage.tsx'), 'CommandsPage'),
})

export const NewOrderSearch = z.object({
  kind: z.enum(drawnKinds).optional().catch(undefined),
  type: z.string().optional(),
  tag: z.string().optional(),
  site: z.string().optional(),
  /** A ring: lon,lat;lon,lat;… */
  area: z.string().optional(),
  /** A multicast group: all its members, and nobody else. */
  group: z.string().optional(),
  /** Chosen one by one. */
  assets: z.string().optional(),
})
export type NewOrderSearch = z.infer<typeof NewOrderSearch>

export const newOrder = createRoute({
  getParentRoute: () => inside,
  path: '/commands/new',
  validateSearch: NewOrderSearch,
  component: lazyRouteComponent(() => import('./pages/NewOrderPage.tsx'), 'NewOrderPage'),
})

export const commandOrder = createRoute({
  getParentRoute: () => inside,
  path: '/commands/orders/$orderId',
  component: lazyRouteComponent(() => import('./pages/CommandOrderPage.tsx'), 'CommandOrderPage'),
})

export const factors = createRoute({
  getParentRoute: () => inside,
  path: '/admin/factors',
  component: lazyRouteComponent(() => import('./pages/FactorsPage.tsx'), 'FactorsPage'),
})

export const collection = createRoute({
  getParentRoute: () => inside,
  path: '/admin/collection',
  component: lazyRouteComponent(() => import('./pages/CollectionPage.tsx'), 'CollectionPage'),
})

export const silences = createRoute({
  getParentRoute: () => inside,
  path: '/alerts/silences',
  validateSearch: z.object({ open: z.enum(['new']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/SilencesPage.tsx'), 'SilencesPage'),
})

export const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  validateSearch: z.object({ status: z.enum(incidentStatuses).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/IncidentsPage.tsx'), 'IncidentsPage'),
})

export const incident = createRoute({
  getParentRoute: () => inside,
  path: '/incidents/$incidentId',
  component: lazyRouteComponent(() => import('./pages/IncidentPage.tsx'), 'IncidentPage'),
})

export const rules = createRoute({
  getParentRoute: () => inside,
  path: '/rules',
  validateSearch: z.object({
    q: z.string().optional(),
    state: z.enum(['enabled', 'disabled']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/RulesPage.tsx'), 'RulesPage'),
})

export const rule = createRoute({
  getParentRoute: () => inside,
  path: '/rules/$ruleId',
  validateSearch: z.object({
    /** Of the dry run. */
    days: z.enum(['7', '90', '400']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/RulePage.tsx'), 'RulePage'),
})

export const scenarios = createRoute({
  getParentRoute: () => inside,
  path: '/scenarios',
  validateSearch: z.object({
    q: z.string().optional(),
    state: z.enum(['enabled', 'disabled']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/ScenariosPage.tsx'), 'ScenariosPage'),
})

export const scenario = createRoute({
  getParentRoute: () => inside,
  path: '/scenarios/$scenarioId',
  validateSearch: z.object({
    /** Whose trace is open. */
    run: z.string().optional(),
    runs: z.enum(['acted']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/ScenarioPage.tsx'), 'ScenarioPage'),
})

export const tour = createRoute({
  getParentRoute: () => inside,
  path: '/tours/$tourId',
  validateSearch: z.object({ stop: z.string().optional() }),
  component: lazyRouteComponent(() => import('./pages/TourPage.tsx'), 'TourPage'),
})

/** For the phone of somebody in the street: it opens without a network too, with what was last read. */
const agent = createRoute({
  getParentRoute: () => root,
  path: '/agent',
  component: AgentShell,
  beforeLoad: async ({ location }) => {
    const me = await meOrSeen()
    if (!me) throw redirect({ to: '/sign-in', search: { back: location.href } })
    if (me.mustChangePassword) throw redirect({ to: '/password' })
  },
})

const agentAlerts = createRoute({
  getParentRoute: () => agent,
  path: '/',
  validateSearch: z.object({ tab: z.enum(['unassigned', 'all']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./agent/agent-pages.ts'), 'AgentPage'),
})

const agentAlert = createRoute({
  getParentRoute: () => agent,
  path: '/$alertId',
  component: lazyRouteComponent(() => import('./agent/agent-pages.ts'), 'AgentAlertPage'),
})

const agentTour = createRoute({
  getParentRoute: () => agent,
  path: '/tour',
  component: lazyRouteComponent(() => import('./agent/agent-pages.ts'), 'AgentTourPage'),
})

const agentOutbox = createRoute({
  getParentRoute: () => agent,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./agent/agent-pages.ts'), 'AgentOutboxPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    publicParking,
    inside.addChildren([
      password,
      territory,
      asset,
      site,
      fleetDevices,
      fleetImport,
      fleetRejections,
      fleetModels,
      fleetGroups,
      fleetGroup,
      device,
      alerts,
      alert,
      optimise,
      map,
      interact,
      useCase,
      factors,
      collection,
      commands,
      newOrder,
      commandOrder,
      silences,
      incidents,
      incident,
      rules,
      rule,
      scenarios,
      scenario,
      tour,
    ]),
    agent.addChildren([agentAlerts, agentAlert, agentTour, agentOutbox]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
