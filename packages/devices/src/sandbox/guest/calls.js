// The bridge: JSON text in, JSON text out. Evaluates to an object that only the host holds; built-ins are taken before the
// codec can replace them.
;(() => {
  const { parse, stringify } = JSON
  const { isArray } = Array
  const { defineProperty } = Object
  const { InternalError } = globalThis
  const text = String
  const DateOf = Date
  const PromiseOf = Promise

  const module = { exports: {} }
  globalThis.module = module
  globalThis.exports = module.exports

  const entryNames = [
    'decodeUplink',
    'decodeDownlink',
    'encodeDownlink',
    'normalizeUplink',
    'Decoder',
    'Decode',
    'Encoder',
    'Encode',
  ]
  const entries = {}

  /** TS013 names a global function; older codecs and bundles keep it elsewhere. The first place that has it wins. */
  function adopt(found) {
    const places = [found.exports, module.exports, found.module?.exports]
    for (const place of places.slice()) if (place) places.push(place.driver, place.default)
    places.push(found.driver)
    for (const name of entryNames) {
      if (typeof found[name] === 'function') entries[name] = found[name]
      for (const place of places) {
        if (entries[name] === undefined && place && typeof place[name] === 'function') {
          entries[name] = (...args) => place[name](...args)
        }
      }
    }
    return stringify({ decodes: !!(entries.decodeUplink || entries.Decoder || entries.Decode) })
  }

  function invoke(kind, input) {
    const { bytes, fPort, data, variables } = input
    if (entries[kind] !== undefined) return [entries[kind](input), true]
    if (kind === 'encodeDownlink') {
      if (entries.Encoder) return [{ bytes: entries.Encoder(data, fPort), fPort }, true]
      if (entries.Encode) return [{ bytes: entries.Encode(fPort, data, variables), fPort }, true]
    }
    if (kind === 'decodeUplink') {
      if (entries.Decoder) return [entries.Decoder(bytes, fPort), false]
      if (entries.Decode) return [entries.Decode(fPort, bytes, variables), false]
    }
    throw new Error(`the codec has no function ${kind}`)
  }

  /** Most codecs treat recvTime as the Date of TS013, some as the ISO text that many test files hold: try both. */
  function attempt(kind, json) {
    const input = parse(json)
    delete input.normalize
    if (input.recvTime === undefined) return invoke(kind, input)
    input.recvTime = new DateOf(input.recvTime)
    try {
      return invoke(kind, input)
    } catch (error) {
      if (error instanceof InternalError) throw error
      try {
        return invoke(kind, parse(json))
      } catch (second) {
        throw second instanceof InternalError ? second : error
      }
    }
  }

  function call(kind, json, maxChars) {
    try {
      const [result, standard] = attempt(kind, json)
      if (result instanceof PromiseOf || (result && typeof result.then === 'function')) {
        return failed(`${kind} returned a promise: a codec must answer at once`)
      }
      if (result === null || typeof result !== 'object') return failed(`${kind} returned ${nameOf(result)}`)
      const out = standard && isEnvelope(result) ? result : { data: result, bytes: result }
      const errors = messages(out.errors)
      const warnings = messages(out.warnings)
      let answer
      if (errors.length > 0) answer = `{"errors":${stringify(errors)}`
      else if (kind === 'encodeDownlink') answer = encoded(out)
      else answer = decoded(out, kind === 'decodeUplink' && parse(json).normalize !== false, warnings)
      answer += `,"warnings":${stringify(warnings)}}`
      return answer.length > maxChars ? failed(`the output is larger than ${maxChars} bytes`) : answer
    } catch (error) {
      return failed(describe(error), error instanceof InternalError)
    }
  }

  /** Before TS013, `decodeUplink` often returned the data itself. */
  function isEnvelope(result) {
    return 'data' in result || 'bytes' in result || 'errors' in result || 'warnings' in result
  }

  function decoded(out, normalize, warnings) {
    const data = stringify(out.data)
    let answer = `{"data":${data === undefined ? 'null' : data}`
    if (!normalize || !entries.normalizeUplink || data === undefined) return answer
    // A fault in the second step leaves the decoded data usable.
    try {
      const normal = entries.normalizeUplink({ data: parse(data) })
      const errors = messages(normal?.errors)
      const json = stringify(normal?.data)
      if (errors.length > 0) warnings.push(`normalizeUplink: ${errors.join('; ')}`)
      else if (json !== undefined) answer += `,"normalized":${json}`
    } catch (error) {
      if (error instanceof InternalError) throw error
      warnings.push(`normalizeUplink: ${describe(error)}`)
    }
    return answer
  }

  function encoded(out) {
    const bytes = []
    const given = typeof out.bytes === 'string' ? Buffer.from(out.bytes, 'hex') : out.bytes
    const length = given === null || given === undefined ? undefined : given.length
    if (typeof length !== 'number') throw new TypeError('the encoder returned no bytes')
    for (let i = 0; i < length; i++) {
      const byte = given[i]
      if (typeof byte !== 'number' || byte !== Math.trunc(byte) || byte < -128 || byte > 255) {
        throw new RangeError(`byte ${i} of the downlink is ${text(byte)}`)
      }
      bytes.push(byte & 255)
    }
    const fPort = typeof out.fPort === 'number' ? `,"fPort":${stringify(out.fPort)}` : ''
    return `{"bytes":${stringify(bytes)}${fPort}`
  }

  function messages(value) {
    if (value === undefined || value === null || value === '' || value === false) return []
    const list = isArray(value) ? value : [value]
    const out = []
    for (const item of list) out.push(typeof item === 'string' ? item : saying(item))
    return out
  }

  function saying(value) {
    if (value && typeof value === 'object' && typeof value.message === 'string') return value.message
    const json = stringify(value)
    return json === undefined ? text(value) : json
  }

  /** Never throws an ordinary error, whatever was thrown; `message` and `stack` may be getters of the codec. */
  function describe(error) {
    try {
      if (error === null || typeof error !== 'object') return `thrown: ${text(error)}`
      if (!(error instanceof Error)) return `thrown: ${saying(error)}`
      // A plain Error is the author's own sentence; the others are faults of the code, where the line helps.
      if (error.name === 'Error') return text(error.message)
      const line = /codec\.js:(\d+)/.exec(text(error.stack))
      return `${error.name}: ${error.message}${line ? ` (line ${line[1]})` : ''}`
    } catch (inner) {
      if (inner instanceof InternalError) throw inner
      return 'an error that cannot be described was thrown'
    }
  }

  function failed(message, internal) {
    const short = text(message).slice(0, 2000)
    return `{"errors":${stringify([short])},"warnings":[],"internal":${internal === true}}`
  }

  function nameOf(value) {
    return value === null ? 'null' : value === undefined ? 'nothing' : `a ${typeof value}`
  }

  const bridge = {
    adopt,
    call,
    failedToLoad: (error) => failed(describe(error), error instanceof InternalError),
  }
  for (const name of Object.keys(bridge))
    defineProperty(bridge, name, { writable: false, configurable: false })
  return bridge
})()
