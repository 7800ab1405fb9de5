#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { verifyAuditTrail } from './audit/verify.ts'
import { verifyDocumentFile } from './document/verify.ts'
import { doctor } from './doctor/doctor.ts'
import { verifyEvidenceFile } from './evidence/verify.ts'
import { preview } from './preview/preview.ts'
import { verifyReceiptFile } from './receipt/verify.ts'
import { storageVerbs } from './storage-verbs.ts'
import { type Answer, type Tools, verb } from './verb.ts'

/** 0 done, 1 failed or refused, 2 called wrongly. */
const exitCodes = { failed: 1, misused: 2 } as const

/** Loaded when it is needed: a verb that asks about nothing of ours starts in a moment. */
const config = async () => (await import('../compose/config.ts')).composeConfig()

const tools: Tools = {
  async withStorage(work, operator = { actor: '', reason: undefined }) {
    const { openStorage } = await import('../compose/command-line.ts')
    const storage = await openStorage(await config(), { operator, onTrouble: unwritten })
    try {
      return await work(storage)
    } finally {
      await storage.close()
    }
  },
  print({ json, text, aside = '', exitCode = 0 }: Answer, asJson) {
    if (aside !== '' && !asJson) process.stderr.write(`${aside}\n`)
    process.stdout.write(asJson ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`)
    process.exitCode ||= exitCode
  },
}

/** It happened, and may not be on record. */
function unwritten(error: unknown): void {
  if (!(error instanceof Error)) return
  process.stderr.write(`samtykke: The audit trail cannot be written: ${error.message}\n`)
  process.exitCode = exitCodes.failed
}

const program = new Command('samtykke')
  .description('The consent authorization server')
  .option('--version', 'print the version')
  .configureHelp({ showGlobalOptions: false })
  .addCommand(verb('serve', 'start the server').action(async () => void (await import('../main.ts'))))
  .addCommand(verb('demo', 'walk one whole consent against the demo').action(walkDemo))
  .addCommand(doctor({ ...tools, config }))
  .addCommand(preview({ ...tools, config }))
  .addCommand(new Command('audit').description('the audit trail').addCommand(verifyAuditTrail(tools)))
  .addCommand(new Command('receipt').description('receipts of consents').addCommand(verifyReceiptFile(tools)))
  .addCommand(
    new Command('evidence').description('evidence of consents').addCommand(verifyEvidenceFile(tools)),
  )
  .addCommand(new Command('document').description('signed documents').addCommand(verifyDocumentFile(tools)))

for (const command of storageVerbs(tools)) program.addCommand(command)

async function walkDemo(): Promise<void> {
  const { demo } = await import('./demo.ts')
  process.exitCode = await demo()
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.misused
    return
  }
  process.stderr.write(`samtykke: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = exitCodes.failed
}

for (const command of [program, ...program.commands, ...program.commands.flatMap(one => one.commands)]) {
  command.exitOverride()
}

program.parseAsync().catch(fail)
