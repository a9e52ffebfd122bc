import agent from './agent.ts'
import alert from './alert.ts'
import asset from './asset.ts'
import collection from './collection.ts'
import command from './command.ts'
import common from './common.ts'
import device from './device.ts'
import factor from './factor.ts'
import fleet from './fleet.ts'
import incident from './incident.ts'
import network from './network.ts'
import publicPages from './public.ts'
import rule from './rule.ts'
import scenario from './scenario.ts'
import shell from './shell.ts'
import silence from './silence.ts'
import site from './site.ts'
import surface from './surface.ts'
import territory from './territory.ts'
import tour from './tour.ts'
import useCase from './use-case.ts'

export default {
  command,
  collection,
  common,
  shell,
  territory,
  asset,
  fleet,
  device,
  network,
  alert,
  incident,
  silence,
  rule,
  agent,
  useCase,
  public: publicPages,
  surface,
  tour,
  site,
  factor,
  scenario,
}
