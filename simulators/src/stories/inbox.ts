import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { StoryName as Name, type StoryName } from './stories.ts'

/** Names of stories, one a line, that another process of this machine puts into a file. */
export function takeStories(path: string): StoryName[] {
  if (!existsSync(path)) return []
  const taken = `${path}.taken`
  renameSync(path, taken)
  const lines = readFileSync(taken, 'utf8').split('\n')
  rmSync(taken)
  return lines.flatMap((line) => {
    const name = Name.safeParse(line.trim())
    return name.success ? [name.data] : []
  })
}
