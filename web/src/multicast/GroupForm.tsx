import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { MulticastGroup } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putMulticastGroup } from '../api/multicast-groups.ts'
import { networkGroupsQuery, registrarsQuery } from '../api/networks.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { NetworkChoice } from '../network/NetworkChoice.tsx'
import { Empty } from '../ui/Empty.tsx'
import { fieldFaults } from '../ui/field-faults.ts'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { MemberChoice } from './MemberChoice.tsx'

interface Props {
  /** Absent: a new one. */
  group?: MulticastGroup
  onClose: () => void
  onDone: (group: MulticastGroup) => void
}

/** The group and its keys are made at the network server: here is said which it is, and who belongs to it. */
export function GroupForm({ group, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const { data: registrars } = useQuery(registrarsQuery)
  const [name, setName] = useState(group?.name ?? '')
  const [chosen, setConnectorId] = useState(group?.connectorId ?? '')
  const connectorId = chosen || (registrars?.[0]?.id ?? '')
  const [networkGroupId, setNetworkGroupId] = useState(group?.networkGroupId ?? '')
  const [downlinkClass, setClass] = useState<'B' | 'C'>(group?.downlinkClass ?? 'C')
  const [deviceIds, setDeviceIds] = useState<readonly string[]>(group?.devices.map(({ id }) => id) ?? [])
  const known = useQuery(networkGroupsQuery(connectorId))
  const save = useMutation({
    mutationFn: () =>
      putMulticastGroup(
        { name, connectorId, networkGroupId, downlinkClass, deviceIds: [...deviceIds] },
        group?.id,
      ),
    onSuccess: async (saved) => {
      toast(t('network.group.saved', { name: saved.name }))
      await queryClient.invalidateQueries({ queryKey: ['multicast-groups'] })
      onDone(saved)
    },
  })
  const faults = fieldFaults(save.error)
  const takeGroup = (id: string) => {
    setNetworkGroupId(id)
    const found = known.data?.find((each) => each.id === id)
    if (!found) return
    if (found.downlinkClass !== 'A') setClass(found.downlinkClass)
    if (name === '') setName(found.name)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  if (!registrars) return <SkeletonRows rows={4} />
  if (registrars.length === 0) return <Empty title={t('network.none')}>{t('network.noneText')}</Empty>
  return (
    <form onSubmit={submit} className={form.form} noValidate>
      <p className={form.lead}>{t('network.group.formLead')}</p>
      {registrars.length > 1 && (
        <NativeSelect
          label={t('network.connector')}
          value={connectorId}
          onChange={(event) => {
            setConnectorId(event.currentTarget.value)
            setNetworkGroupId('')
          }}
          data={registrars.map(({ id, name }) => ({ value: id, label: name }))}
          error={faults.connectorId}
        />
      )}
      <NetworkChoice
        label={t('network.group.there')}
        value={networkGroupId}
        onChange={takeGroup}
        choices={known}
        error={faults.networkGroupId}
      />
      <TextInput
        label={t('network.group.name')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      <NativeSelect
        label={t('network.group.class')}
        value={downlinkClass}
        onChange={(event) => setClass(event.currentTarget.value as 'B' | 'C')}
        data={[
          { value: 'C', label: t('network.group.classC') },
          { value: 'B', label: t('network.group.classB') },
        ]}
        error={faults.downlinkClass}
      />
      <MemberChoice
        connectorId={connectorId}
        networkGroupId={networkGroupId}
        downlinkClass={downlinkClass}
        chosen={deviceIds}
        onChange={setDeviceIds}
        error={faults.deviceIds}
      />
      {save.error && (
        <p className={form.error} role="alert">
          {sentence(save.error)}
        </p>
      )}
      <div className={form.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={name.trim() === '' || networkGroupId === '' || deviceIds.length === 0}
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
