import { expect, test } from 'vitest'
import { signWebhook, webhookSecret } from './standard-webhooks.ts'

test("signs the example of the specification's libraries", async () => {
  const headers = await signWebhook(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1614265330_000),
    body: '{"test": 2432232314}',
  })
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('a secret is the same each time, and another for each endpoint and version', async () => {
  const key = 'k'.repeat(32)
  const secrets = await Promise.all([
    webhookSecret(key, 'whk_1', 1),
    webhookSecret(key, 'whk_1', 1),
    webhookSecret(key, 'whk_1', 2),
    webhookSecret(key, 'whk_2', 1),
  ])
  expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(new Set(secrets).size).toBe(3)
})
