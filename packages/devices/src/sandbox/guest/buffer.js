// The part of Node's Buffer that payload codecs use, over a Uint8Array. Written from Node's documentation.
;(() => {
  const proto = Object.create(Uint8Array.prototype)

  function Buffer(value, encodingOrOffset, length) {
    return typeof value === 'number' ? alloc(value) : from(value, encodingOrOffset, length)
  }
  const adorn = (bytes) => Object.setPrototypeOf(bytes, proto)
  const isBytes = (value) => value instanceof Uint8Array

  function alloc(size, fill, encoding) {
    const buffer = adorn(new Uint8Array(size))
    return fill === undefined || fill === 0 ? buffer : buffer.fill(fill, 0, size, encoding)
  }

  function from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return adorn(encode(value, encodingOrOffset))
    if (value instanceof ArrayBuffer) return adorn(new Uint8Array(value, encodingOrOffset, length))
    if (value && value.type === 'Buffer' && Array.isArray(value.data))
      return adorn(Uint8Array.from(value.data))
    if (value !== null && typeof value === 'object') return adorn(Uint8Array.from(value))
    throw new TypeError('Buffer.from takes a string, an array or bytes')
  }

  // Encodings

  const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const base64Value = {}
  for (let i = 0; i < 64; i++) base64Value[base64Digits[i]] = i
  base64Value['-'] = 62
  base64Value._ = 63

  const encodings = {
    hex: [hexBytes, (b) => b.reduce((text, byte) => text + (byte < 16 ? '0' : '') + byte.toString(16), '')],
    base64: [base64Bytes, (b) => base64Text(b, true)],
    base64url: [base64Bytes, (b) => base64Text(b, false).replace(/\+/g, '-').replace(/\//g, '_')],
    latin1: [unitBytes, (b) => unitText(b, 0xff)],
    ascii: [unitBytes, (b) => unitText(b, 0x7f)],
    utf8: [utf8Bytes, utf8Text],
    utf16le: [utf16Bytes, utf16Text],
  }
  encodings.binary = encodings.latin1
  encodings['utf-8'] = encodings.utf8
  encodings.ucs2 = encodings['ucs-2'] = encodings['utf-16le'] = encodings.utf16le

  function encodingOf(name) {
    const found = name === undefined || name === null ? encodings.utf8 : encodings[String(name).toLowerCase()]
    if (found === undefined) throw new TypeError(`Unknown encoding: ${name}`)
    return found
  }
  const encode = (text, encoding) => Uint8Array.from(encodingOf(encoding)[0](text))
  const decode = (bytes, encoding) => encodingOf(encoding)[1](bytes)

  function hexBytes(text) {
    const out = []
    // Like Node: stops at the first pair that is no hex, without an error.
    for (let i = 0; i + 1 < text.length; i += 2) {
      const pair = text.slice(i, i + 2)
      if (!/^[0-9a-fA-F]{2}$/.test(pair)) break
      out.push(Number.parseInt(pair, 16))
    }
    return out
  }

  function base64Bytes(text) {
    const out = []
    let bits = 0
    let count = 0
    for (const digit of text) {
      if (digit === '=') break
      const value = base64Value[digit]
      if (value === undefined) continue
      bits = ((bits << 6) | value) & 0xffffff
      count += 6
      if (count >= 8) {
        count -= 8
        out.push((bits >> count) & 0xff)
      }
    }
    return out
  }

  function base64Text(bytes, padded) {
    let text = ''
    for (let i = 0; i < bytes.length; i += 3) {
      const have = Math.min(3, bytes.length - i)
      const bits = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0)
      for (let k = 0; k <= have; k++) text += base64Digits[(bits >> (18 - 6 * k)) & 63]
      if (padded) text += '='.repeat(3 - have)
    }
    return text
  }

  function unitBytes(text) {
    const out = []
    for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i) & 0xff)
    return out
  }
  function unitText(bytes, mask) {
    let text = ''
    for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i] & mask)
    return text
  }

  function utf16Bytes(text) {
    const out = []
    for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8)
    return out
  }
  function utf16Text(bytes) {
    let text = ''
    for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i] | (bytes[i + 1] << 8))
    return text
  }

  function utf8Bytes(text) {
    const out = []
    for (const char of text) {
      let code = char.codePointAt(0)
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd
      if (code < 0x80) out.push(code)
      else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63))
      else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
      else {
        out.push(
          0xf0 | (code >> 18),
          0x80 | ((code >> 12) & 63),
          0x80 | ((code >> 6) & 63),
          0x80 | (code & 63),
        )
      }
    }
    return out
  }

  /** WHATWG encoding standard §8.1.1: one U+FFFD for each maximal part of an ill-formed sequence. */
  function utf8Text(bytes) {
    let text = ''
    for (let i = 0; i < bytes.length; i++) {
      const lead = bytes[i]
      const more =
        lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1
      if (more <= 0) {
        text += more === 0 ? String.fromCharCode(lead) : '\ufffd'
        continue
      }
      let code = lead & (0x3f >> more)
      let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
      let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
      let taken = 0
      while (taken < more) {
        const next = bytes[i + 1]
        if (next === undefined || next < low || next > high) break
        code = (code << 6) | (next & 63)
        low = 0x80
        high = 0xbf
        i++
        taken++
      }
      text += taken === more ? String.fromCodePoint(code) : '\ufffd'
    }
    return text
  }

  // Numbers: each of Node's names over one DataView method

  const viewOf = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength)
  function numbers(name, viewName, size) {
    for (const [suffix, little] of size === 1
      ? [['', true]]
      : [
          ['LE', true],
          ['BE', false],
        ]) {
      const read = function (offset = 0) {
        check(this, offset, size)
        return viewOf(this)[`get${viewName}`](offset, little)
      }
      const write = function (value, offset = 0) {
        check(this, offset, size)
        viewOf(this)[`set${viewName}`](offset, value, little)
        return offset + size
      }
      for (const alias of [name, name.replace('UInt', 'Uint')]) {
        hidden(proto, `read${alias}${suffix}`, read)
        hidden(proto, `write${alias}${suffix}`, write)
      }
    }
  }
  function check(buffer, offset, size) {
    if (typeof offset !== 'number') throw new TypeError('The "offset" argument must be of type number')
    if (offset !== Math.trunc(offset) || offset < 0 || offset + size > buffer.length) {
      throw new RangeError(`Attempt to access memory outside buffer bounds (offset ${offset})`)
    }
  }

  /** Reads and writes of 1 to 6 bytes, in doubles so that 48 bits are exact. */
  function wide(buffer, offset, byteLength, little) {
    check(buffer, offset, byteLength)
    let value = 0
    for (let i = 0; i < byteLength; i++) {
      value = value * 256 + buffer[little ? offset + byteLength - 1 - i : offset + i]
    }
    return value
  }
  function writeWide(buffer, value, offset, byteLength, little) {
    check(buffer, offset, byteLength)
    let rest = value < 0 ? value + 256 ** byteLength : value
    for (let i = 0; i < byteLength; i++) {
      buffer[little ? offset + i : offset + byteLength - 1 - i] = rest % 256
      rest = Math.floor(rest / 256)
    }
    return offset + byteLength
  }
  function wideNumbers(suffix, little) {
    const readUnsigned = function (offset, byteLength) {
      return wide(this, offset, byteLength, little)
    }
    const readSigned = function (offset, byteLength) {
      const value = wide(this, offset, byteLength, little)
      return value >= 256 ** byteLength / 2 ? value - 256 ** byteLength : value
    }
    const write = function (value, offset, byteLength) {
      return writeWide(this, value, offset, byteLength, little)
    }
    hidden(proto, `readInt${suffix}`, readSigned)
    hidden(proto, `writeInt${suffix}`, write)
    for (const name of ['UInt', 'Uint']) {
      hidden(proto, `read${name}${suffix}`, readUnsigned)
      hidden(proto, `write${name}${suffix}`, write)
    }
  }

  function hidden(target, name, value) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
  }

  // Methods

  const methods = {
    toString(encoding, start = 0, end = this.length) {
      return decode(Uint8Array.prototype.slice.call(this, Math.max(0, start), Math.max(0, end)), encoding)
    },
    toJSON() {
      return { type: 'Buffer', data: Array.from(this) }
    },
    subarray(start, end) {
      const part = new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end)
      return adorn(part)
    },
    equals(other) {
      return isBytes(other) && Buffer.compare(this, other) === 0
    },
    compare(other) {
      return Buffer.compare(this, other)
    },
    copy(target, targetStart = 0, start = 0, end = this.length) {
      const part = Uint8Array.prototype.slice.call(this, start, end).subarray(0, target.length - targetStart)
      target.set(part, targetStart)
      return part.length
    },
    fill(value, start = 0, end = this.length, encoding = undefined) {
      const name = typeof start === 'string' ? start : encoding
      const first = typeof start === 'number' ? start : 0
      const bytes = typeof value === 'number' ? [value] : isBytes(value) ? value : encode(value, name)
      for (let i = first; i < end && bytes.length > 0; i++) this[i] = bytes[(i - first) % bytes.length]
      return this
    },
    write(text, offset = 0, length = undefined, encoding = undefined) {
      const name = [offset, length, encoding].find((argument) => typeof argument === 'string')
      const at = typeof offset === 'number' ? offset : 0
      const room = Math.min(this.length - at, typeof length === 'number' ? length : Number.POSITIVE_INFINITY)
      const bytes = encode(text, name).subarray(0, Math.max(0, room))
      this.set(bytes, at)
      return bytes.length
    },
    indexOf(value, from = 0, encoding = undefined) {
      const wanted =
        typeof value === 'number' ? [value & 255] : isBytes(value) ? value : encode(value, encoding)
      for (let i = from < 0 ? this.length + from : from; i + wanted.length <= this.length; i++) {
        let k = 0
        while (k < wanted.length && this[i + k] === wanted[k]) k++
        if (k === wanted.length) return i
      }
      return -1
    },
    includes(value, from, encoding) {
      return this.indexOf(value, from, encoding) >= 0
    },
    swap16() {
      return swap(this, 2)
    },
    swap32() {
      return swap(this, 4)
    },
    swap64() {
      return swap(this, 8)
    },
  }
  for (const name of Object.keys(methods)) hidden(proto, name, methods[name])
  // Node's `slice` shares memory, unlike that of typed arrays.
  hidden(proto, 'slice', methods.subarray)

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`)
    for (let i = 0; i < buffer.length; i += size)
      Uint8Array.prototype.subarray.call(buffer, i, i + size).reverse()
    return buffer
  }

  for (const [name, view, size] of [
    ['UInt8', 'Uint8', 1],
    ['Int8', 'Int8', 1],
    ['UInt16', 'Uint16', 2],
    ['Int16', 'Int16', 2],
    ['UInt32', 'Uint32', 4],
    ['Int32', 'Int32', 4],
    ['Float', 'Float32', 4],
    ['Double', 'Float64', 8],
    ['BigUInt64', 'BigUint64', 8],
    ['BigInt64', 'BigInt64', 8],
  ]) {
    numbers(name, view, size)
  }
  wideNumbers('LE', true)
  wideNumbers('BE', false)

  Buffer.prototype = proto
  hidden(proto, 'constructor', Buffer)
  Object.setPrototypeOf(Buffer, Uint8Array)
  const statics = {
    from,
    alloc,
    allocUnsafe: (size) => alloc(size),
    allocUnsafeSlow: (size) => alloc(size),
    isBuffer: (value) => value instanceof Buffer,
    isEncoding: (name) => typeof name === 'string' && encodings[name.toLowerCase()] !== undefined,
    byteLength: (value, encoding) =>
      typeof value === 'string' ? encode(value, encoding).length : value.byteLength,
    compare(a, b) {
      const length = Math.min(a.length, b.length)
      for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1
      return a.length === b.length ? 0 : a.length < b.length ? -1 : 1
    },
    concat(list, totalLength) {
      const size = totalLength === undefined ? list.reduce((sum, part) => sum + part.length, 0) : totalLength
      const out = alloc(size)
      let at = 0
      for (const part of list) {
        if (at >= size) break
        out.set(Uint8Array.prototype.subarray.call(part, 0, size - at), at)
        at += part.length
      }
      return out
    },
  }
  for (const name of Object.keys(statics)) hidden(Buffer, name, statics[name])
  hidden(globalThis, 'Buffer', Buffer)
})()
