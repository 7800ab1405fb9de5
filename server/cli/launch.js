#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'

/** In a checkout the sources run as they are; the package has only what `npm run build` made of them. */
const source = new URL('samtykke.ts', import.meta.url)
const built = new URL('../../dist/server/cli/samtykke.js', import.meta.url)

if (process.argv[2] === '--version') {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`${version}\n`)
} else {
  await import((existsSync(source) ? source : built).href)
}
