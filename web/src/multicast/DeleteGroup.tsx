import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { MulticastGroup } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deleteMulticastGroup } from '../api/multicast-groups.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

export function DeleteGroup({ group }: { group: MulticastGroup }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sentence = useErrorSentence()
  const [asked, setAsked] = useState(false)
  const remove = useMutation({
    mutationFn: () => deleteMulticastGroup(group.id),
    onSuccess: async () => {
      toast(t('network.group.deleted', { name: group.name }))
      await navigate({ to: '/fleet/groups' })
      void queryClient.invalidateQueries({ queryKey: ['multicast-groups'] })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('network.group.delete')}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('network.group.delete')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div className={form.form}>
          <p>{t('network.group.deleteText', { name: group.name })}</p>
          <div className={form.actions}>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('common.cancel')}
            </Button>
            <Button className={form.danger} loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('network.group.delete')}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  )
}
