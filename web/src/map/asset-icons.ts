/* The pictures an asset type may ask for (`icon` of a use case). One line a picture; a test compares it with the catalogue. */

import { __iconNode as Affiliate } from '@tabler/icons-react/dist/esm/icons/IconAffiliate.mjs'
import { __iconNode as Antenna } from '@tabler/icons-react/dist/esm/icons/IconAntenna.mjs'
import { __iconNode as ArrowsHorizontal } from '@tabler/icons-react/dist/esm/icons/IconArrowsHorizontal.mjs'
import { __iconNode as Bell } from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import { __iconNode as Bike } from '@tabler/icons-react/dist/esm/icons/IconBike.mjs'
import { __iconNode as Bolt } from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs'
import { __iconNode as Building } from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import { __iconNode as BuildingCommunity } from '@tabler/icons-react/dist/esm/icons/IconBuildingCommunity.mjs'
import { __iconNode as Bulb } from '@tabler/icons-react/dist/esm/icons/IconBulb.mjs'
import { __iconNode as Bus } from '@tabler/icons-react/dist/esm/icons/IconBus.mjs'
import { __iconNode as Camera } from '@tabler/icons-react/dist/esm/icons/IconCamera.mjs'
import { __iconNode as Car } from '@tabler/icons-react/dist/esm/icons/IconCar.mjs'
import { __iconNode as ChargingPile } from '@tabler/icons-react/dist/esm/icons/IconChargingPile.mjs'
import { __iconNode as CloudRain } from '@tabler/icons-react/dist/esm/icons/IconCloudRain.mjs'
import { __iconNode as Directions } from '@tabler/icons-react/dist/esm/icons/IconDirections.mjs'
import { __iconNode as Door } from '@tabler/icons-react/dist/esm/icons/IconDoor.mjs'
import { __iconNode as Droplet } from '@tabler/icons-react/dist/esm/icons/IconDroplet.mjs'
import { __iconNode as DropletHalf } from '@tabler/icons-react/dist/esm/icons/IconDropletHalf.mjs'
import { __iconNode as Ear } from '@tabler/icons-react/dist/esm/icons/IconEar.mjs'
import { __iconNode as Flame } from '@tabler/icons-react/dist/esm/icons/IconFlame.mjs'
import { __iconNode as Gauge } from '@tabler/icons-react/dist/esm/icons/IconGauge.mjs'
import { __iconNode as HandClick } from '@tabler/icons-react/dist/esm/icons/IconHandClick.mjs'
import { __iconNode as Home } from '@tabler/icons-react/dist/esm/icons/IconHome.mjs'
import { __iconNode as Lamp2 } from '@tabler/icons-react/dist/esm/icons/IconLamp2.mjs'
import { __iconNode as Lock } from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import { __iconNode as MapPin } from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs'
import { __iconNode as Mist } from '@tabler/icons-react/dist/esm/icons/IconMist.mjs'
import { __iconNode as Parking } from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import { __iconNode as ParkingCircle } from '@tabler/icons-react/dist/esm/icons/IconParkingCircle.mjs'
import { __iconNode as Plant2 } from '@tabler/icons-react/dist/esm/icons/IconPlant2.mjs'
import { __iconNode as Plug } from '@tabler/icons-react/dist/esm/icons/IconPlug.mjs'
import { __iconNode as Recycle } from '@tabler/icons-react/dist/esm/icons/IconRecycle.mjs'
import { __iconNode as Ripple } from '@tabler/icons-react/dist/esm/icons/IconRipple.mjs'
import { __iconNode as RoadSign } from '@tabler/icons-react/dist/esm/icons/IconRoadSign.mjs'
import { __iconNode as Router } from '@tabler/icons-react/dist/esm/icons/IconRouter.mjs'
import { __iconNode as School } from '@tabler/icons-react/dist/esm/icons/IconSchool.mjs'
import { __iconNode as Snowflake } from '@tabler/icons-react/dist/esm/icons/IconSnowflake.mjs'
import { __iconNode as SolarPanel } from '@tabler/icons-react/dist/esm/icons/IconSolarPanel.mjs'
import { __iconNode as Sun } from '@tabler/icons-react/dist/esm/icons/IconSun.mjs'
import { __iconNode as Temperature } from '@tabler/icons-react/dist/esm/icons/IconTemperature.mjs'
import { __iconNode as TopologyStar } from '@tabler/icons-react/dist/esm/icons/IconTopologyStar.mjs'
import { __iconNode as Trash } from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { __iconNode as Tree } from '@tabler/icons-react/dist/esm/icons/IconTree.mjs'
import { __iconNode as Truck } from '@tabler/icons-react/dist/esm/icons/IconTruck.mjs'
import { __iconNode as Users } from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { __iconNode as Volume } from '@tabler/icons-react/dist/esm/icons/IconVolume.mjs'
import { __iconNode as Walk } from '@tabler/icons-react/dist/esm/icons/IconWalk.mjs'
import { __iconNode as Wifi } from '@tabler/icons-react/dist/esm/icons/IconWifi.mjs'
import { __iconNode as Wind } from '@tabler/icons-react/dist/esm/icons/IconWind.mjs'
import { __iconNode as Window } from '@tabler/icons-react/dist/esm/icons/IconWindow.mjs'

const nodes = {
  Window,
  ArrowsHorizontal,
  Affiliate,
  TopologyStar,
  RoadSign,
  Directions,
  Antenna,
  Bell,
  Bike,
  Bolt,
  Building,
  BuildingCommunity,
  Bulb,
  Bus,
  Camera,
  Car,
  ChargingPile,
  CloudRain,
  Door,
  Droplet,
  DropletHalf,
  Ear,
  Flame,
  Gauge,
  HandClick,
  Home,
  Lamp2,
  Lock,
  MapPin,
  Mist,
  Parking,
  ParkingCircle,
  Plant2,
  Plug,
  Recycle,
  Ripple,
  Router,
  School,
  Snowflake,
  SolarPanel,
  Sun,
  Temperature,
  Trash,
  Tree,
  Truck,
  Users,
  Volume,
  Walk,
  Wifi,
  Wind,
}

/** Outline paths in a 24 px box; a name that this page does not know is a pin. */
export function iconPaths(name: string): string[] {
  const found = name in nodes ? nodes[name as keyof typeof nodes] : nodes.MapPin
  return found.flatMap(([, attributes]) => (typeof attributes.d === 'string' ? [attributes.d] : []))
}

export const hasIcon = (name: string) => name in nodes
