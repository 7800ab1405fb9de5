import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

const tutorial = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8')
const mark = '--- the next block ---'

interface Block {
  readonly language: string
  readonly content: string
}

const blocks: readonly Block[] = [...tutorial.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
  ([, language = '', content = '']) => ({ language, content }),
)
const commands = blocks.filter(({ language }) => language === 'sh')

/** What the tutorial promises, block for block; `…` stands for anything. */
const promised = blocks.flatMap(({ language }, index) => {
  if (language !== 'sh') return []
  const next = blocks[index + 1]
  return [next?.language === 'output' ? next.content.trim() : undefined]
})

describe('the tutorial', function () {
  this.timeout(60_000)
  let server: SamtykkeProcess
  before(async () => {
    server = await startSamtykke()
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })

  it('begins with the two commands of the README', () => {
    assert.deepEqual(blocks[0], { language: 'console', content: 'npm ci\nnpm start\n' })
  })

  it('works as written, command by command, on a fresh server', async () => {
    const script = ['set -euo pipefail', ...commands.map(({ content }) => `${content}\necho '${mark}'`)]
    const env = { ...process.env, SAMTYKKE_DATA_DIR: server.dataDir }
    const { stdout } = await promisify(execFile)('bash', ['-c', script.join('\n')], { env })
    const printed = stdout.split(`${mark}\n`).map(text => text.trim())
    for (const [index, text] of promised.entries()) {
      if (text !== undefined) assert.match(printed[index] ?? '', pattern(text), commands[index]?.content)
    }
  })
})

const pattern = (text: string): RegExp => new RegExp(`^${text.split('…').map(literally).join('.*')}$`, 's')

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
