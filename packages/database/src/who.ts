/** A person, team or key, by id and name; null when there is none. */
export const pairOfName = (id: string | null, name: string | null) =>
  id === null ? null : { id, name: name ?? id }
