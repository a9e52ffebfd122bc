// No code from strings: `eval`, `Function` and the constructors behind async and generator functions refuse. The memory
// of the engine is the real boundary; this only keeps codecs reviewable and gives their authors a clear message.
;(() => {
  const refuse = (name) => {
    function refused() {
      throw new EvalError(`${name} is disabled: codecs must not build code from strings`)
    }
    Object.defineProperty(refused, 'name', { value: name })
    return refused
  }
  const kinds = [
    ['Function', () => {}],
    ['AsyncFunction', async () => {}],
    ['GeneratorFunction', function* () {}],
    ['AsyncGeneratorFunction', async function* () {}],
  ]
  for (const [name, example] of kinds) {
    const prototype = Object.getPrototypeOf(example)
    const refused = refuse(name)
    // `x instanceof Function` keeps working.
    Object.defineProperty(refused, 'prototype', { value: prototype, writable: false })
    Object.defineProperty(prototype, 'constructor', { value: refused, writable: false, configurable: false })
    if (name === 'Function') define('Function', refused)
  }
  define('eval', refuse('eval'))
  for (const name of ['SharedArrayBuffer', 'Atomics', 'performance', 'WebAssembly']) delete globalThis[name]

  function define(name, value) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
  }
})()
