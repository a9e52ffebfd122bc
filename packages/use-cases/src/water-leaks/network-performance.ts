/** Volumes in m3 over one period; names of the French register of water services (SISPEA). */
export interface NetworkVolumes {
  producedM3: number
  importedM3: number
  exportedM3: number
  domesticM3: number
  nonDomesticM3: number
  /** Used with leave and without a meter: hydrants, cleaning of tanks. */
  unmeteredM3: number
  /** Used by the service itself. */
  serviceM3: number
  /** Mains without service pipes. */
  mainsKm: number
  days?: number
}

/** null: the divisor is zero, there is nothing to say. m3/(km.d) for the linear ones. */
export interface NetworkPerformance {
  /** P104.3, rendement du réseau de distribution, %. */
  yieldPercent: number | null
  /** P106.3, indice linéaire de pertes. */
  linearLoss: number | null
  /** P105.3, indice linéaire des volumes non comptés. */
  linearUncounted: number | null
  /** Indice linéaire de consommation: with exports, as the decree counts it. */
  linearConsumption: number | null
  lossesM3: number
  thresholdPercent: number | null
  thresholdZrePercent: number | null
  compliant: boolean | null
}

export function networkPerformance(volumes: NetworkVolumes, { inZre = false } = {}): NetworkPerformance {
  const { producedM3, importedM3, exportedM3, domesticM3, nonDomesticM3, unmeteredM3, serviceM3 } = volumes
  const { mainsKm, days = 365 } = volumes
  const metered = domesticM3 + nonDomesticM3
  const authorised = metered + unmeteredM3 + serviceM3
  const entered = producedM3 + importedM3
  const distributed = entered - exportedM3
  const perKmDay = (m3: number) => (mainsKm > 0 && days > 0 ? m3 / days / mainsKm : null)

  const yieldPercent = entered > 0 ? ((authorised + exportedM3) / entered) * 100 : null
  const linearConsumption = perKmDay(authorised + exportedM3)
  const threshold = linearConsumption === null ? null : yieldThreshold(linearConsumption)
  const asked = threshold === null ? null : inZre ? threshold.zre : threshold.standard
  return {
    yieldPercent,
    linearLoss: perKmDay(distributed - authorised),
    linearUncounted: perKmDay(distributed - metered),
    linearConsumption,
    lossesM3: distributed - authorised,
    thresholdPercent: threshold?.standard ?? null,
    thresholdZrePercent: threshold?.zre ?? null,
    // To the hundredth, as published: a network at its threshold keeps it.
    compliant: yieldPercent === null || asked === null ? null : hundredths(yieldPercent) >= hundredths(asked),
  }
}

const hundredths = (value: number) => Math.floor(Math.round(value * 1e8) / 1e6 + 0.5)

/**
 * Yield in % under which a plan of action is due: under 85 and under 65 + ILC/5 (décret 2012-97); 70 + ILC/5 where more than
 * 2 Mm3 a year are drawn in a zone de répartition des eaux. `linearConsumption`: m3/(km.d).
 */
export function yieldThreshold(linearConsumption: number): { standard: number; zre: number } {
  const from = (base: number) => Math.min(85, base + linearConsumption / 5)
  return { standard: from(65), zre: from(70) }
}
