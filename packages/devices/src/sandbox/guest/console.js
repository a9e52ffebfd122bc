// A console that swallows, and a `require` that says why it refuses. `buffer` is the one module that is there anyway.
;(() => {
  const silent = {}
  const methods =
    'log info warn error debug trace dir table assert count group groupCollapsed groupEnd time timeEnd timeLog'
  for (const name of methods.split(' ')) silent[name] = () => {}

  const require = (name) => {
    if (name === 'buffer' || name === 'node:buffer') return { Buffer }
    throw new Error(`require('${String(name)}') is refused: a codec has no modules, no network and no files`)
  }

  const globals = { console: silent, require }
  for (const name of Object.keys(globals)) {
    Object.defineProperty(globalThis, name, {
      value: globals[name],
      writable: true,
      configurable: true,
      enumerable: false,
    })
  }
})()
