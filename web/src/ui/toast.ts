import { notifications } from '@mantine/notifications'

/** What was done, for a few seconds. */
export const toast = (message: string) => notifications.show({ message, autoClose: 5_000, withBorder: false })
export const toastFailure = (message: string) =>
  notifications.show({ message, color: 'var(--crit)', autoClose: 10_000, withBorder: false })
