import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './ShortcutsDialog.module.css'
import { jumps } from './shortcuts.ts'

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shell.shortcutsTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className={css.keys}>
        <dt>
          <kbd>Ctrl</kbd> <kbd>K</kbd>
        </dt>
        <dd>{t('shell.keys.palette')}</dd>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>{t('shell.keys.search')}</dd>
        {Object.entries(jumps).map(([key, jump]) => (
          <Jump key={key} letter={key} label={t(`shell.keys.${jump.label}`)} then={t('shell.keys.next')} />
        ))}
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>{t('shell.keys.close')}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{t('shell.keys.shortcuts')}</dd>
      </dl>
    </Modal>
  )
}

function Jump({ letter, label, then }: { letter: string; label: string; then: string }) {
  return (
    <>
      <dt>
        <kbd>g</kbd> {then} <kbd>{letter}</kbd>
      </dt>
      <dd>{label}</dd>
    </>
  )
}
