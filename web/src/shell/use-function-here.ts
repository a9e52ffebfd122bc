import { useMatchRoute, useParams } from '@tanstack/react-router'
import type { FunctionId } from '@trame/domain'
import { useUseCases } from '../api/use-use-cases.ts'
import { functionPages } from './function-pages.ts'

/** Whether what is on screen belongs to the function: its page and those below, its incidents, its use cases, their tours. */
export function useFunctionHere(fn: FunctionId): boolean {
  const match = useMatchRoute()
  const { byId } = useUseCases()
  const { useCaseId } = useParams({ strict: false })
  if (match({ to: functionPages[fn], fuzzy: true })) return true
  if (fn === 'alert' && match({ to: '/incidents', fuzzy: true })) return true
  const useCase = useCaseId ?? (match({ to: '/tours/$tourId' }) ? 'waste' : undefined)
  return useCase !== undefined && byId.get(useCase)?.function === fn
}
