import type { ClientBase, Connection, Submittable } from 'pg'
import type { CopyRows } from './copy-rows.ts'

/** A statement whose text is one of few: each is parsed once a connection. Values as text, or in PostgreSQL's binary format. */
export interface Statement {
  text: string
  values?: readonly (Buffer | string | null)[]
}

/** A row's columns as text, in the order of the statement. */
export type TextRow = readonly (string | null)[]

/**
 * Statements sent one behind the other without waiting for answers, COPY among them (PostgreSQL manual, "Message Flow",
 * Pipelining): with one round trip a statement, PostgreSQL and this process would take turns. pg pipelines as well, but
 * no COPY. The first statement that fails is the last one carried out; whatever waits for an answer is told of it, and
 * so is `end`. What was sent is one transaction only between `begin` and `commit`.
 */
export interface Pipeline {
  send(statement: Statement): void
  /** `into` is a table and its columns. Fails as a whole on the first row that a constraint refuses. */
  copy(into: string, rows: CopyRows): void
  /** Sends, and waits for the rows. */
  ask(statement: Statement): Promise<TextRow[]>
  /** Resolves once everything is answered; the connection can then be used by others. */
  end(): Promise<void>
}

export function startPipeline(client: ClientBase): Pipeline {
  return client.query(new PipelinedStatements())
}

interface Answer {
  rows: TextRow[]
  settled?: PromiseWithResolvers<TextRow[]>
}

/** By connection: the name under which it knows a text. */
const preparedBy = new WeakMap<Connection, Map<string, string>>()
/** Of no connection: a name is never used again, for after a failure nobody knows whether the statement was parsed. */
let names = 0

const [copyData, copyDone] = [0x64, 0x63]

class PipelinedStatements implements Submittable, Pipeline {
  #connection: Connection | undefined
  /** Until pg has submitted it. */
  readonly #waiting: ((connection: Connection) => void)[] = []
  readonly #answers: Answer[] = []
  readonly #parsed: string[] = []
  readonly #ended = Promise.withResolvers<void>()
  #synced = false
  #failure: Error | undefined

  constructor() {
    // Whoever has met the failure in an answer does not have to ask for it again.
    this.#ended.promise.catch(() => {})
  }

  send(statement: Statement) {
    this.#execute(statement, { rows: [] })
  }

  copy(into: string, rows: CopyRows) {
    const data = rows.end()
    this.#execute({ text: `copy ${into} from stdin (format binary)` }, { rows: [] }, ({ stream }) => {
      const header = Buffer.allocUnsafe(5)
      header[0] = copyData
      header.writeInt32BE(data.length + 4, 1)
      stream.write(header)
      stream.write(data)
      stream.write(Buffer.of(copyDone, 0, 0, 0, 4))
    })
  }

  ask(statement: Statement): Promise<TextRow[]> {
    const settled = Promise.withResolvers<TextRow[]>()
    this.#execute(statement, { rows: [], settled }, (connection) => connection.flush())
    return settled.promise
  }

  end(): Promise<void> {
    this.#write((connection) => this.#sync(connection))
    return this.#ended.promise
  }

  #execute(
    { text, values = [] }: Statement,
    answer: Answer,
    then: (connection: Connection) => void = () => {},
  ) {
    if (this.#failure) {
      answer.settled?.reject(this.#failure)
      return
    }
    this.#answers.push(answer)
    this.#write((connection) => {
      connection.stream.cork()
      try {
        const statement = this.#prepare(connection, text)
        connection.bind({ statement, values: values as (Buffer | string | null)[] }, true)
        connection.execute(null, true)
        then(connection)
      } finally {
        connection.stream.uncork()
      }
    })
  }

  #write(message: (connection: Connection) => void) {
    if (this.#connection) message(this.#connection)
    else this.#waiting.push(message)
  }

  #prepare(connection: Connection, text: string): string {
    const prepared = preparedBy.get(connection) ?? new Map<string, string>()
    preparedBy.set(connection, prepared)
    const known = prepared.get(text)
    if (known !== undefined) return known
    const name = `pipelined-${++names}`
    connection.parse({ name, text, types: [] }, true)
    prepared.set(text, name)
    this.#parsed.push(text)
    return name
  }

  #sync(connection: Connection) {
    if (this.#synced) return
    this.#synced = true
    connection.sync()
  }

  // What follows is called by pg.

  submit(connection: Connection) {
    this.#connection = connection
    for (const message of this.#waiting) message(connection)
    this.#waiting.length = 0
  }

  handleDataRow({ fields }: { fields: TextRow }) {
    this.#answers[0]?.rows.push(fields)
  }

  handleCommandComplete() {
    const answer = this.#answers.shift()
    answer?.settled?.resolve(answer.rows)
  }

  handleReadyForQuery() {
    this.#ended.resolve()
  }

  handleError(error: Error, connection: Connection) {
    this.#failure = error
    for (const text of this.#parsed) preparedBy.get(connection)?.delete(text)
    for (const { settled } of this.#answers) settled?.reject(error)
    this.#answers.length = 0
    // PostgreSQL passes over everything up to here.
    this.#sync(connection)
    this.#ended.reject(error)
  }

  handleCopyInResponse() {}
  handleCopyData() {}
  handleRowDescription() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
}
