import type { Orders } from '../downlink/orders.ts'
import type { Scenes, Stories } from '../stories/stories.ts'
import type { Tours } from '../tours/tours.ts'
import type { World } from './world.ts'

/** Everything that a device's values depend on, besides itself and the time. */
export interface Stage {
  world: World
  orders: Orders
  stories: Stories
  scenes: Scenes
  /** None, where nothing was published. */
  tours?: Tours
}
