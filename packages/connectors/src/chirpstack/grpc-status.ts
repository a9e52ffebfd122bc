/**
 * The status codes that we tell apart (https://grpc.io/docs/guides/status-codes/). Those of `@grpc/grpc-js`, without it: who
 * hears ChirpStack over MQTT only does not load 3 MB for them.
 */
export const grpcStatus = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const
