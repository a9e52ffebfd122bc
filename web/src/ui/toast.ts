import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

const usual = () => ({
  withBorder: false,
  closeButtonProps: { 'aria-label': i18next.t('common.close') },
})

/** What was done, for a few seconds. */
export const toast = (message: string) => notifications.show({ message, autoClose: 5_000, ...usual() })
export const toastFailure = (message: string) =>
  notifications.show({ message, color: 'var(--crit)', autoClose: 10_000, ...usual() })
