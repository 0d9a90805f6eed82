import { formatYuan } from '../../../shared/money.js';
import type { TraceData } from './document.js';
import { html, type Markup } from './html.js';
import { momentIn, proofLink, villagesOf } from './page.rules.js';
import type { Words } from './words.js';

type Section = (trace: TraceData, words: Words) => Markup | null;

const amount = ({ value, unit }: { value: string; unit: string }, { name }: Words) => `${value} ${name(unit)}`;
const day = (iso: string) => html`<time datetime="${iso}">${iso}</time>`;
const moment = (iso: string) => html`<time datetime="${iso}">${momentIn(iso)}</time>`;
const verdict = (of: string, { name }: Words) => html`<strong class="${of}">${name(`RESULT_${of}`)}</strong>`;
const row = (term: string, value: Markup | string | null | undefined) =>
  value &&
  html`<dt>${term}</dt>
    <dd>${value}</dd>`;

/** On top of everything, where the goods were stopped. */
export const alert: Section = ({ stop }, { name }) =>
  stop &&
  html`<section class="alert" role="alert">
    <h2>${name(`ALERT_${stop.cause}`)}</h2>
    <p>${stop.reason}</p>
    <p>${momentIn(stop.at)}</p>
  </section>`;

export const head: Section = ({ code, batch }, words) => {
  const { say, name } = words;
  return html`<h1>${batch.product.name}</h1>
    <p class="state ${batch.state}">${name(batch.state)}</p>
    <dl>
      ${row(say('batch'), code)}${row(say('place'), batch.place?.name)}${row(say('brand'), batch.brand?.name)}${
        batch.harvestedOn ? row(say('harvested'), day(batch.harvestedOn)) : row(say('made'), moment(batch.madeAt))
      }${row(say('quantity'), amount(batch.quantity, words))}${row(say('price'), `¥${formatYuan(batch.product.priceFen)} / ${name(batch.quantity.unit)}`)}
    </dl>`;
};

export const who: Section = (trace, words) => {
  const { say, name } = words;
  const villages = villagesOf(trace.producers);
  const firms = trace.producers.filter(({ kind }) => kind !== 'HOUSEHOLD');
  const origins = trace.origins.map(
    (origin) =>
      html`<li>
        ${name(origin.origin)} · ${origin.product.name} · ${origin.place?.name} ·
        ${origin.code}${origin.harvestedOn && html` · ${say('harvested')} ${day(origin.harvestedOn)}`}
      </li>`,
  );
  return html`<section id="who">
    <h2>${say('who')}</h2>
    <ul>
      ${villages.map(
        ({ village, households, names }) =>
          html`<li>
            ${village} · ${households}
            ${say(households === 1 ? 'oneHousehold' : 'households')}${names.length > 0 && `: ${names.join('、')} (${say('agreed')})`}
          </li>`,
      )}${firms.map(
        (firm) =>
          html`<li>${name(firm.kind)} · ${firm.name} · ${firm.village?.township.name} ${firm.village?.name}</li>`,
      )}
    </ul>
    ${villages.length > 0 && html`<p class="note">${say('unnamed')}</p>`}${
      origins.length > 0 &&
      html`<h3>${say('origins')} (${trace.originCount})</h3>
        <ul>
          ${origins}
        </ul>`
    }
  </section>`;
};

export const when: Section = ({ code, steps, proof: state }, words) => {
  const { say, name, language } = words;
  const left = steps.totalCount - steps.nodes.length;
  const items = steps.nodes.map((step) => {
    const where = [step.from?.name, step.site?.name].filter(Boolean).join(' → ');
    const quantity = step.quantity && amount(step.quantity, words);
    // Of the batch itself nothing is said; other batches of the way are named.
    const other = step.batch.code === code ? null : `${say('batch')} ${step.batch.code}`;
    const facts = [where, quantity, step.input, step.certificate, step.reason, other].filter(Boolean).join(' · ');
    const checked = proofLink(step.leaf, { proof: state }, language);
    return html`<li>
      ${moment(step.occurredAt)}<br /><b>${name(step.step)}</b>${facts && ` · ${facts}`}${
        checked && html` · <a href="${checked}">${say('verify')}</a>`
      }
    </li>`;
  });
  return html`<section id="when">
    <h2>${say('when')}</h2>
    <ol class="way">
      ${items}
    </ol>
    ${left > 0 && html`<p class="note">${say('moreSteps')} ${left}</p>`}
  </section>`;
};

export const tests: Section = ({ inspections }, words) => {
  const { say } = words;
  const reports = inspections.map(
    (report) =>
      html`<h3>${report.title} ${report.number}: ${verdict(report.result, words)}</h3>
        <dl>
          ${row(say('laboratory'), report.laboratory)}${row(say('tested'), day(report.testedUntil))}${row(say('correction'), report.correction)}
        </dl>
        <table>
          <thead>
            <tr>
              <th scope="col">${say('item')}</th>
              <th scope="col">${say('value')}</th>
              <th scope="col">${say('limit')}</th>
              <th scope="col">${say('verdict')}</th>
            </tr>
          </thead>
          <tbody>
            ${report.results.map(
              (result) =>
                html`<tr>
                  <th scope="row">${result.item}</th>
                  <td>${result.value} ${result.unit}</td>
                  <td>${result.most ?? '—'}</td>
                  <td>${verdict(result.verdict, words)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
  );
  return html`<section id="tests">
    <h2>${say('tests')}</h2>
    ${reports.length > 0 ? reports : html`<p>${say('noTests')}</p>`}
  </section>`;
};

export const inputs: Section = ({ inputUses }, { say }) => {
  const uses = inputUses
    .filter(({ corrected }) => !corrected)
    .map(
      (use) =>
        html`<li>
          ${use.name} · ${use.dose} · ${use.purpose} · ${day(use.firstOn)} ${say('until')} ${day(use.lastOn)} ·
          ${say('interval')} ${use.intervalDays} ${say('days')} · ${say('over')} ${day(use.intervalEndsOn)}
        </li>`,
    );
  return html`<section id="inputs">
    <h2>${say('inputs')}</h2>
    ${
      uses.length > 0
        ? html`<ul>
            ${uses}
          </ul>`
        : html`<p>${say('noInputs')}</p>`
    }
  </section>`;
};

export const certificates: Section = (trace, { say, name }) => {
  const items = trace.certificates.map(
    (one) =>
      html`<li>
        ${one.number} · ${say('issued')} ${day(one.issuedOn)} · ${say('promisor')} ${one.promisor} ·
        ${name(one.basis)}${one.testedItems.length > 0 && ` (${one.testedItems.join('、')})`}${one.voidedAt && html` · <strong class="FAILED">${say('void')}</strong> ${one.voidReason}`}
      </li>`,
  );
  return html`<section id="certificates">
    <h2>${say('certificates')}</h2>
    ${
      items.length > 0
        ? html`<ul>
            ${items}
          </ul>`
        : html`<p>${say('noCertificates')}</p>`
    }
  </section>`;
};

export const shares: Section = ({ priceShares }, { say, name }) =>
  html`<section id="shares">
    <h2>${say('shares')}</h2>
    <dl>
      ${priceShares.map(({ party, basisPoints, amountFen }) => {
        const percent = `${basisPoints / 100} %`;
        return html`<dt>${name(party)}</dt>
          <dd>¥${formatYuan(amountFen)} · ${percent}</dd>
          <dd><meter min="0" max="10000" value="${basisPoints}" aria-label="${name(party)}">${percent}</meter></dd>`;
      })}
    </dl>
    <p class="note">${say('sharesNote')}</p>
  </section>`;

export const went: Section = ({ sites, orderCount, parcelCount }, { say }) =>
  html`<section id="went">
    <h2>${say('went')}</h2>
    <dl>
      ${sites.length > 0 && row(say('here'), sites.map(({ name }) => name).join('、'))}${row(say('orders'), String(orderCount))}${row(say('parcels'), String(parcelCount))}
    </dl>
  </section>`;

export const proof: Section = ({ proof: state }, { say }) =>
  html`<section id="proof">
    <h2>${say('proof')}</h2>
    ${
      state && state.logged > 0
        ? html`<p>
              <strong>${say(state.logged === state.events ? 'allProved' : 'someProved')}</strong> ${state.logged} /
              ${state.events}${state.headSignedAt && html` · ${say('signed')} ${moment(state.headSignedAt)} (${state.headSize})`}
            </p>
            <p>${say('proofNote')}</p>`
        : html`<p>${say('noProof')}</p>`
    }
  </section>`;
