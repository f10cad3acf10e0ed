import { placeName } from '../create/sample-data.js'
import { t } from '../i18n/index.js'
import type { Agent } from '../types.js'
import { Copy } from '../ui/copy.js'

/** The agent's data, under Flip's names. */
export function AgentData({ agent }: { agent: Agent }) {
  const given = Object.entries(agent.data).filter(([, value]) => value !== null && value !== '')
  return (
    <details class="card data" open>
      <summary>
        <h3>{t('agent.data')}</h3>
      </summary>
      <dl class="fields">
        {given.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {String(value)} <span class="faint">{placeName(name, String(value))}</span>
              {(name === 'identity_number' || name === 'phone_number') && (
                <Copy bare text={String(value)} label={`${t('copy')}: ${name}`} />
              )}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('agent.repairs')}</dt>
          <dd>{agent.repairs}</dd>
        </div>
      </dl>
    </details>
  )
}
