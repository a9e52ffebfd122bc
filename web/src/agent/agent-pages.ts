/** One file for all the agent's pages: what was opened with a network is whole without it. */
export { AgentAlertPage } from '../pages/AgentAlertPage.tsx'
export { AgentOutboxPage } from '../pages/AgentOutboxPage.tsx'
export { AgentPage } from '../pages/AgentPage.tsx'
export { AgentTourPage } from '../pages/AgentTourPage.tsx'
