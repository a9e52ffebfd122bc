import { Metadata, type requestCallback } from '@grpc/grpc-js'
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js'

/** One question to one service of ChirpStack, with our key and a time to answer. */
export type Call = <Request, Answer>(
  method: (request: Request, metadata: Metadata, options: object, done: requestCallback<Answer>) => unknown,
  request: Request,
) => Promise<Answer>

export interface CallOptions {
  apiKey: string
  timeoutMs: number
}

export const callOf =
  (service: object, { apiKey, timeoutMs }: CallOptions): Call =>
  (method, request) => {
    const metadata = new Metadata()
    metadata.set('authorization', `Bearer ${apiKey}`)
    return new Promise((resolve, reject) => {
      const done: Parameters<typeof method>[3] = (error, answer) => (error ? reject(error) : resolve(answer!))
      method.call(service, request, metadata, { deadline: Date.now() + timeoutMs }, done)
    })
  }

export function timestamp(date: Date) {
  const stamp = new timestamps.Timestamp()
  stamp.fromDate(date)
  return stamp
}
