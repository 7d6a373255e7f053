// The vault of the demo: its keys in a folder, its master key in a file, and the ledger beside the recordings.
import { join } from 'node:path'
import { openEventStoreDBLog, vaultCheckIn } from '@samtykke/eventstoredb'
import {
  makeMasterKey,
  memberCipher,
  openDirectoryKeyTable,
  openFileLedger,
  openVault,
  withheldMembers
} from '@samtykke/vault'

/** Opens it for the log at the address; `options` are those of the program. */
export const openDemoVault = async (connectionString, out, right) => {
  const [keys, key, ledger] = ['keys', 'master.key', 'destroyed'].map(name => join(out, name))
  // It looks at what was destroyed before it opens anything, and needs no key for that.
  const bare = right(openEventStoreDBLog(connectionString, { cipher: withheldMembers }))
  const vault = right(
    await openVault({
      table: right(await openDirectoryKeyTable(keys, { create: true })()),
      wrapper: right(await makeMasterKey(key)()),
      ledger: right(await openFileLedger(ledger, { create: true })()),
      log: bare
    })()
  )
  return {
    vault,
    cipher: memberCipher(vault, { check: vaultCheckIn(bare) }),
    options: ['--vault', keys, '--master-key', key, '--ledger', ledger],
    close: async () => {
      await vault.close()()
      await bare.close()()
    }
  }
}
