import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { status } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { grpcStatus } from './grpc-status.ts'

test('the codes are those of the library', () => {
  expect(status).toMatchObject(grpcStatus)
})

test('connectors are loaded without the library of gRPC', () => {
  const entry = path.join(import.meta.dirname, '../index.ts')
  const asked = `await import(${JSON.stringify(entry)}); console.log(Object.keys((await import('node:module')).default._cache).join('\\n'))`
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', asked], { encoding: 'utf8' })
  expect(loaded).toContain('mqtt-packet')
  expect(loaded).not.toContain('grpc')
})
