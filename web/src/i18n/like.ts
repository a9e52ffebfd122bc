/** Same keys, any sentences: a translation that misses one does not compile. */
export type Like<T> = { [K in keyof T]: T[K] extends string ? string : Like<T[K]> }
