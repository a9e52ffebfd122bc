// Dates in words as V8 writes them without options (en-US): QuickJS pads day, month and hour with zeros.
;(() => {
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const padded = Date.prototype[name]
    const written = function () {
      return padded.call(this).replace(/(^|, |\/)0(?=\d)/g, '$1')
    }
    Object.defineProperty(Date.prototype, name, { value: written, writable: true, configurable: true })
  }
})()
