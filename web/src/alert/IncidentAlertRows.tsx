import { useQuery } from '@tanstack/react-query'
import { type AlertFilter, alertsOfIncidentQuery } from '../api/alerts.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { AlertTableRow } from './AlertTableRow.tsx'

interface Props {
  incidentId: string
  filter: AlertFilter
  count: number
  selected?: ReadonlySet<string> | undefined
  onSelect?: ((ids: readonly string[], on: boolean) => void) | undefined
}

/** The alerts under their incident, asked for when it is opened. */
export function IncidentAlertRows({ incidentId, filter, count, selected, onSelect }: Props) {
  const { data, error, refetch } = useQuery({
    ...alertsOfIncidentQuery(incidentId, filter),
    refetchInterval: 30_000,
  })
  if (data)
    return data.items.map((alert) => (
      <AlertTableRow key={alert.id} alert={alert} selected={selected} onSelect={onSelect} inside />
    ))
  return (
    <tr>
      <td colSpan={selected ? 7 : 6}>
        {error ? (
          <ErrorPanel error={error} retry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={Math.min(count, 5)} height={40} />
        )}
      </td>
    </tr>
  )
}
