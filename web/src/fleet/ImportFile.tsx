import { Button, FileButton, Textarea } from '@mantine/core'
import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { deviceImportFields, deviceImportLimit } from '@trame/domain'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { csvOf } from '../ui/csv.ts'
import { download } from '../ui/download.ts'
import table from '../ui/table.module.css'
import css from './Import.module.css'

interface Props {
  onFile: (file: File) => void
  onText: (text: string) => void
  /** What is wrong with the file that was chosen last. */
  fault: ReactNode
}

/** A file dropped or chosen, or rows pasted; what its columns are to say. */
export function ImportFile({ onFile, onText, fault }: Props) {
  const { t } = useTranslation()
  const { lang, number } = useFormat()
  const [over, setOver] = useState(false)
  const [text, setText] = useState('')
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  const column = (field: (typeof deviceImportFields)[number]) => t(`fleet.import.columns.${field}`)
  const template = () =>
    download(
      new Blob([csvOf([deviceImportFields.map(column)], lang)], { type: 'text/csv;charset=utf-8' }),
      t('fleet.import.templateFile'),
    )
  return (
    <div className={css.choose}>
      <section
        className={css.drop}
        data-over={over}
        aria-label={t('fleet.import.file')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={28} stroke={1.4} aria-hidden />
        <p className={css.dropTitle}>{t('fleet.import.drop')}</p>
        <p className={css.note}>{t('fleet.import.dropHint', { limit: number(deviceImportLimit) })}</p>
        <div className={css.buttons}>
          <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(file) => file && onFile(file)}>
            {(props) => <Button {...props}>{t('fleet.import.choose')}</Button>}
          </FileButton>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={template}>
            {t('fleet.import.template')}
          </Button>
        </div>
        {fault}
      </section>
      <form
        className={css.paste}
        onSubmit={(event) => {
          event.preventDefault()
          onText(text)
        }}
      >
        <Textarea
          label={t('fleet.import.paste')}
          description={t('fleet.import.pasteHint')}
          rows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          {t('fleet.import.check')}
        </Button>
      </form>
      <section className={css.guide}>
        <h2>{t('fleet.import.guide')}</h2>
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('fleet.import.guide')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('fleet.import.column')}</th>
                <th scope="col">{t('fleet.import.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {deviceImportFields.map((field) => (
                <tr key={field}>
                  <th scope="row" className={table.nowrap}>
                    {column(field)}
                  </th>
                  <td>{t(`fleet.import.meanings.${field}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  )
}
