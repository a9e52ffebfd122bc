// Of the agent's pages: opened once, they open again without a network. Names of built files hold their hash, so what is
// kept never grows stale; the page itself is asked of the server first.
const name = 'trame-1'

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((known) => Promise.all(known.filter((each) => each !== name).map((each) => caches.delete(each))))
      .then(() => clients.claim()),
  )
})

const keep = async (key, response) => {
  if (response.ok) await (await caches.open(name)).put(key, response.clone())
  return response
}

addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    event.respondWith(
      fetch(request)
        .then((response) => keep('/', response))
        .catch(async () => (await caches.match('/')) ?? Response.error()),
    )
  } else if (pathname.startsWith('/assets/') || pathname === '/before.js') {
    event.respondWith(
      caches
        .match(request)
        .then((kept) => kept ?? fetch(request).then((response) => keep(request, response))),
    )
  }
})
