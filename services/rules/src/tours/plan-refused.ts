/** Why there is no plan, for the person who asked: a code that the page translates (`settings_missing`, `osrm:timeout`). */
export class PlanRefused extends Error {}
