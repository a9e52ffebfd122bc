import asset from './asset.ts'
import common from './common.ts'
import device from './device.ts'
import fleet from './fleet.ts'
import shell from './shell.ts'
import territory from './territory.ts'

export default { common, shell, territory, asset, fleet, device }
