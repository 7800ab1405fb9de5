import { readFileSync } from 'node:fs'

/**
 * Says which packages of a lock file come unchecked, and ends with 1 if one does. Runs before anything is installed, by
 * whatever Node is there: `node .ci/check-lock.mjs [package-lock.json]`.
 */
const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'))

/** A package that is made here. */
const own = /^packages\/[a-z-]+$/

/** Why an entry cannot be trusted; `undefined` for one that can. */
function fault([path, { integrity, hasInstallScript, resolved, link }]) {
  if (path === '' || (own.test(path) && !hasInstallScript)) return undefined
  if (link && own.test(resolved) && path === `node_modules/${packages[resolved]?.name}`) return undefined
  if (link || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) return `${path} has no SHA-512 integrity`
  if (hasInstallScript) return `${path} wants to run a script when it is installed`
  if (resolved !== undefined && !/^https:\/\//.test(resolved)) return `${path} comes from ${resolved}`
  return undefined
}

const faults = Object.entries(packages)
  .map(fault)
  .filter(one => one !== undefined)
for (const one of faults) console.error(one)
if (faults.length > 0) process.exitCode = 1
