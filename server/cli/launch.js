#!/usr/bin/env node
import { existsSync } from 'node:fs'

/** In a checkout the sources run as they are; the package has only what `npm run build` made of them. */
const source = new URL('samtykke.ts', import.meta.url)
const built = new URL('../../dist/server/cli/samtykke.js', import.meta.url)

await import((existsSync(source) ? source : built).href)
