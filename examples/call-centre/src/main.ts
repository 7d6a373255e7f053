import { renderNotice } from '@samtykke/retention'
import { startService } from './service.js'
import { settingsOf } from './settings.js'

try {
  const service = await startService(await settingsOf(process.env), notice => {
    if (notice._tag !== 'attended' || notice.carriedOut > 0) console.log(renderNotice(notice))
  })
  console.log(`the service answers at ${service.url}`)
  const end = () => void service.close()
  process.once('SIGTERM', end).once('SIGINT', end)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
