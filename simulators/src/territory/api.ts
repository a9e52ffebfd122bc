export interface Api {
  url: string
  token: string
}

/** Throws with the answer's own words when it is a refusal. */
export async function call(api: Api, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${api.token}`,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok)
    throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return answer.json()
}
