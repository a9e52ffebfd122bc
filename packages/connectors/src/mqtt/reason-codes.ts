/** MQTT 5.0 §2.4: the refusals that an operator can act upon. */
const reasons: Readonly<Record<number, string>> = {
  128: 'unspecified error',
  129: 'malformed packet',
  130: 'protocol error',
  131: 'implementation specific error',
  132: 'unsupported protocol version',
  133: 'client identifier not valid',
  134: 'bad user name or password',
  135: 'not authorized',
  136: 'server unavailable',
  137: 'server busy',
  138: 'banned',
  139: 'server shutting down',
  140: 'bad authentication method',
  141: 'keep alive timeout',
  142: 'session taken over by another client with the same identifier',
  143: 'topic filter invalid',
  144: 'topic name invalid',
  147: 'receive maximum exceeded',
  149: 'packet too large',
  151: 'quota exceeded',
  158: 'shared subscriptions not supported',
  162: 'wildcard subscriptions not supported',
}

export const sessionTakenOver = 0x8e
/** MQTT 5.0 §3.4.2.1: a PUBACK that says nobody has subscribed to the topic. */
export const noMatchingSubscribers = 0x10

/** Waiting does not mend these: the configuration has to change. */
const permanent = new Set([0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c, 0x8f, 0x9e, 0xa2])

export class MqttRefusal extends Error {
  readonly code: number
  readonly permanent: boolean
  constructor(what: string, code: number, reason?: string) {
    super(`${what}: ${reason || reasons[code] || 'refused'} (0x${code.toString(16).padStart(2, '0')})`)
    this.name = 'MqttRefusal'
    this.code = code
    this.permanent = permanent.has(code)
  }
}
