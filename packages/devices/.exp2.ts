import { newQuickJSWASMModuleFromVariant, newVariant, RELEASE_SYNC } from 'quickjs-emscripten'

const t0 = performance.now()
const q = await newQuickJSWASMModuleFromVariant(RELEASE_SYNC)
console.log('module', performance.now() - t0)
const mem = q.getWasmMemory()
console.log('mem', mem.buffer.byteLength)
const rt = q.newRuntime({ memoryLimitBytes: 16 << 20, maxStackSizeBytes: 256 << 10 })
const extent = () => {
  const a = new Int32Array(mem.buffer)
  let i = a.length - 1
  while (i >= 0 && a[i] === 0) i--
  let j = 0
  while (a[j] === 0) j++
  return [j * 4, (i + 1) * 4]
}
console.log('ext', extent())
const ctx = rt.newContext({
  intrinsics: {
    BaseObjects: true,
    Date: true,
    Eval: true,
    StringNormalize: true,
    RegExp: true,
    JSON: true,
    Proxy: true,
    MapSet: true,
    TypedArrays: true,
    Promise: true,
    BigInt: true,
  },
})
console.log('ext', extent())
console.log(rt.dumpMemoryUsage().slice(0, 900))
// zero gaps
const b = new Uint8Array(mem.buffer)
const [lo, hi] = extent()
let z = 0
for (let p = lo & ~4095; p < hi; p += 4096) {
  let any = false
  for (let k = p; k < p + 4096; k++)
    if (b[k]) {
      any = true
      break
    }
  if (!any) z++
}
console.log('zero pages', z, 'of', (hi - lo) / 4096)
const run = ctx.unwrapResult(
  ctx.evalCode(
    '(function(x){var o=JSON.parse(x); return JSON.stringify({n:o.a+1, d:new Date(0).getTimezoneOffset(), y:typeof BigInt})})',
  ),
)
const img = b.slice(0, extent()[1])
const n = 20000
let t = performance.now()
for (let i = 0; i < n; i++) {
  b.set(img, 0)
}
console.log('memcpy us', ((performance.now() - t) / n) * 1000, img.length)
t = performance.now()
let s
for (let i = 0; i < n; i++) {
  b.set(img, 0)
  const h = ctx.newString('{"a":1}')
  const r = ctx.callFunction(run, ctx.undefined, h)
  s = ctx.getString(ctx.unwrapResult(r))
}
console.log('call us', ((performance.now() - t) / n) * 1000, s)
t = performance.now()
for (let i = 0; i < 300; i++) {
  const c = rt.newContext()
  c.dispose()
}
console.log('ctx us', ((performance.now() - t) / 300) * 1000)
