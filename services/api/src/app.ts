import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { guard } from './auth/guard.ts'
import type { Dependencies } from './dependencies.ts'
import { answerErrors } from './errors.ts'
import { metrics } from './metrics.ts'
import { accessRoutes } from './routes/access.ts'
import { alertPhotoRoutes } from './routes/alert-photos.ts'
import { alertRoutes } from './routes/alerts.ts'
import { assetRoutes } from './routes/assets.ts'
import { bindingRoutes } from './routes/bindings.ts'
import { capRoutes } from './routes/cap.ts'
import { collectionRoutes } from './routes/collection.ts'
import { commandRoutes } from './routes/commands.ts'
import { connectorRoutes } from './routes/connectors.ts'
import { deviceImportRoutes } from './routes/device-import.ts'
import { deviceModelRoutes } from './routes/device-models.ts'
import { deviceRoutes } from './routes/devices.ts'
import { factorRoutes } from './routes/factors.ts'
import { fleetRoutes } from './routes/fleet.ts'
import { healthRoutes } from './routes/health.ts'
import { importRoutes } from './routes/import.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { indicatorRoutes } from './routes/indicators.ts'
import { liveRoutes } from './routes/live.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { overviewRoutes } from './routes/overview.ts'
import { publicParkingRoutes } from './routes/public-parking.ts'
import { publicationRoutes } from './routes/publications.ts'
import { pushRoutes } from './routes/push.ts'
import { recipientRoutes } from './routes/recipients.ts'
import { registrationRoutes } from './routes/registrations.ts'
import { rejectionRoutes } from './routes/rejections.ts'
import { ruleRoutes } from './routes/rules.ts'
import { scenarioRunRoutes } from './routes/scenario-runs.ts'
import { scenarioRoutes } from './routes/scenarios.ts'
import { seriesRoutes } from './routes/series.ts'
import { signRoutes } from './routes/signs.ts'
import { silenceRoutes } from './routes/silences.ts'
import { siteRoutes } from './routes/sites.ts'
import { surfaceRoutes } from './routes/surfaces.ts'
import { teamRoutes } from './routes/teams.ts'
import { tileRoutes } from './routes/tiles.ts'
import { tourRoutes } from './routes/tours.ts'
import { useCaseRoutes } from './routes/use-cases.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { web } from './web.ts'

export const apiPrefix = '/api/v1'

/** Everything but listening: tests inject requests into it. */
export async function createApp(dependencies: Dependencies) {
  const { config } = dependencies
  const app = Fastify({
    logger: { level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Only JSON comes in: a tab or a space in Content-Type must not lead around the schemas (CVE-2026-25223, -33806).
  app.removeContentTypeParser('text/plain')
  answerErrors(app)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Mantine writes its theme into a style element; MapLibre and ECharts draw into blobs and data images.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: config.publicUrl.protocol === 'https:',
  })
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    global: true,
    threshold: 1024,
    customTypes: /json|text|javascript|mapbox-vector-tile|svg/,
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Trame',
        version: '1',
        description: 'Connected, sustainable territories.',
        license: { name: 'EUPL-1.2' },
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key' },
          session: { type: 'apiKey', in: 'cookie', name: 'trame' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  })

  guard(app, dependencies)
  metrics(app, dependencies)
  const routes = [
    healthRoutes,
    accessRoutes,
    overviewRoutes,
    siteRoutes,
    assetRoutes,
    seriesRoutes,
    deviceRoutes,
    deviceImportRoutes,
    registrationRoutes,
    connectorRoutes,
    deviceModelRoutes,
    bindingRoutes,
    rejectionRoutes,
    tileRoutes,
    collectionRoutes,
    tourRoutes,
    liveRoutes,
    importRoutes,
    ruleRoutes,
    scenarioRoutes,
    scenarioRunRoutes,
    alertRoutes,
    alertPhotoRoutes,
    incidentRoutes,
    silenceRoutes,
    teamRoutes,
    commandRoutes,
    notificationRoutes,
    recipientRoutes,
    webhookRoutes,
    pushRoutes,
    signRoutes,
    surfaceRoutes,
    publicationRoutes,
    publicParkingRoutes,
    capRoutes,
    useCaseRoutes,
    fleetRoutes,
    factorRoutes,
    indicatorRoutes,
  ]
  for (const register of routes) await app.register(register(dependencies), { prefix: apiPrefix })
  app.get(`${apiPrefix}/openapi.json`, { config: { role: 'public' }, schema: { hide: true } }, () =>
    app.swagger(),
  )
  await web(app, config.webDist)
  return app
}
