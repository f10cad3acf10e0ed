import { useState } from 'preact/hooks'
import { AGENT_STATUSES } from '../../src/control/types.js'
import { patch, put } from '../api.js'
import { useCompany } from '../companies.js'
import { fullTime } from '../format.js'
import { t } from '../i18n/index.js'
import { OtherCompany } from '../lists/other-company.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import { saveCase } from '../tools/save-export.js'
import { ScenarioPicker } from '../tools/scenario-picker.js'
import type { Agent } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { Empty } from '../ui/empty.js'
import { FollowedScenario } from '../ui/followed-scenario.js'
import { Kyc } from '../ui/status.js'
import { AgentData } from './agent-data.js'
import { Decide } from './decide.js'
import { Images } from './images.js'
import { StepPicture } from './step-picture.js'
import { Timeline } from './timeline.js'

/** Everything about one agent, and what can be done with it. */
export function AgentDetail({ id }: { id: number }) {
  const {
    value: agent,
    error,
    reload,
  } = useResource<Agent>(
    `/agents/${id}`,
    (event, known) =>
      event.agent_id === id ||
      (event['callback'] as { agent_id?: number } | undefined)?.agent_id === id ||
      (known?.callbacks ?? []).some((callback) => callback.id === event.callback_id),
  )
  if (agent === null) {
    return error === null ? null : <Empty title={t('agent.gone')} {...error} />
  }
  return (
    <article class="agent">
      <header class="title">
        <h2>{agent.name}</h2>
        <span class="faint">
          #{agent.id} <Copy bare text={String(agent.id)} label={t('agent.copy-id')} />
        </span>
        <Kyc status={agent.kyc_status} code={agent.rejected_reason_code} />
        <span class="space" />
        <button
          type="button"
          class="quiet"
          onClick={() => attempt(() => saveCase(agent), t('case.saved'))}
        >
          {t('case.save')}
        </button>
      </header>
      <OtherCompany id={agent.company_id} />
      {agent.rejected_reason !== '' && (
        <p class="notice bad">
          {agent.rejected_reason_code}: <span lang="en">{agent.rejected_reason}</span>
        </p>
      )}
      <ScenarioLine agent={agent} />
      <StepPicture agent={agent} />
      <Decide agent={agent} onDone={reload} />
      <div class="beside">
        <Images agent={agent} />
        <Timeline agent={agent} />
        <AgentData agent={agent} />
      </div>
      <p class="faint small">
        {t('agent.times', {
          created: fullTime(agent.created_at),
          updated: fullTime(agent.updated_at),
        })}
      </p>
    </article>
  )
}

function ScenarioLine({ agent }: { agent: Agent }) {
  const [open, setOpen] = useState(false)
  return (
    <div class="filters followed">
      <FollowedScenario scenario={agent.scenario}>
        <button type="button" class="quiet" onClick={() => setOpen(true)}>
          {t('scenario.change')}
        </button>
      </FollowedScenario>
      <span class="space" />
      <AgentStatusSwitch agent={agent} />
      {open && <ScenarioDialog agent={agent} onClose={() => setOpen(false)} />}
    </div>
  )
}

function ScenarioDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const company = useCompany()
  const [scenario, setScenario] = useState(agent.scenario.name)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await attempt(() => put(`/agents/${agent.id}/scenario`, { scenario }))) onClose()
  }
  return (
    <Dialog title={`${t('scenario')} – ${t('agent.named', { id: agent.id })}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t('scenario.change.about')}</p>
        <ScenarioPicker company={company} value={scenario} onChange={setScenario} />
        <Choice label={t('save')} onClose={onClose} />
      </form>
    </Dialog>
  )
}

function AgentStatusSwitch({ agent }: { agent: Agent }) {
  return (
    <label class="inline">
      {t('agent.status')}
      <select
        value={agent.status}
        onChange={(event) =>
          attempt(() => patch(`/agents/${agent.id}`, { status: event.currentTarget.value }))
        }
      >
        {AGENT_STATUSES.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </select>
    </label>
  )
}
