import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const mark = '--- the next block ---'

interface Block {
  readonly language: string
  readonly content: string
}

/** The code blocks of a page of the documentation, whose commands are to work as written. */
export function commandsOf(page: string) {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  const blocks: readonly Block[] = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language = '', content = '']) => ({ language, content }),
  )
  const commands = blocks.filter(({ language }) => language === 'sh')

  /** What the page promises, block for block; `…` stands for anything. */
  const promised = blocks.flatMap(({ language }, index) => {
    if (language !== 'sh') return []
    const next = blocks[index + 1]
    return [next?.language === 'output' ? next.content.trim() : undefined]
  })

  return {
    blocks,

    /** Runs the commands one after the other in one shell against the demo in this data directory. */
    async run({ dataDir }: { dataDir: string }): Promise<void> {
      const script = ['set -euo pipefail', ...commands.map(({ content }) => `${content}\necho '${mark}'`)]
      const env = { ...process.env, SAMTYKKE_DATA_DIR: dataDir }
      const { stdout } = await promisify(execFile)('bash', ['-c', script.join('\n')], { env })
      const printed = stdout.split(`${mark}\n`).map(part => part.trim())
      for (const [index, output] of promised.entries()) {
        if (output === undefined) continue
        assert.match(printed[index] ?? '', pattern(output), commands[index]?.content)
      }
    },
  }
}

const pattern = (text: string): RegExp => new RegExp(`^${text.split('…').map(literally).join('.*')}$`, 's')

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
