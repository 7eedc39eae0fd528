/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Draws the results. Texts of a result only ever become text nodes and attribute values (element() below is the
 * one place that makes elements), so that no result can bring markup of its own.
 */
'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent);

/* Worst first: the order of lists, and what a cell shows of several points. */
const VERDICTS = ['fail', 'error', 'fixed', 'known', 'pass', 'skip'];
const WORDS = {
	pass: ['passed', 'as documented'],
	fail: ['failed', 'departs from what is documented'],
	error: ['error', 'the environment could not do it'],
	known: ['known', 'departs exactly as a known deviation says'],
	fixed: ['fixed', 'a known deviation has gone away'],
	skip: ['skipped', 'not judged'],
};
const MARKERS = ['function__entry', 'function__return', 'line', 'gc__start', 'gc__done', 'import__find__load__start',
	'import__find__load__done', 'audit'];
const PAGE = 150; /* points that are listed at once */

/* ---- making elements ---- */

function element(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith('on'))
			node.addEventListener(key.slice(2), value);
		else if (value === true)
			node.setAttribute(key, '');
		else if (value !== false && value !== null && value !== undefined)
			node.setAttribute(key, value);
	}
	node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
	return node;
}

function drawing(name, attributes, ...children) {
	const node = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [key, value] of Object.entries(attributes || {}))
		node.setAttribute(key, value);
	node.append(...children);
	return node;
}

function sign(verdict) {
	const image = drawing('svg', {class: `sign ${verdict}`, 'aria-hidden': 'true'});
	image.append(drawing('use', {href: `#sign-${verdict}`}));
	return image;
}

function verdictWord(verdict) {
	return element('span', {class: `verdict-word ${verdict}`}, WORDS[verdict][0]);
}

/* A marker's name may break after its double underscores. */
function breakable(name) {
	return name.split('__').flatMap((part, index) => index ? [element('wbr'), `__${part}`] : [part]);
}

function plural(count, one, many) {
	return `${count.toLocaleString('en')} ${count === 1 ? one : many || `${one}s`}`;
}

function duration(nanoseconds) {
	if (nanoseconds < 1e3)
		return `${nanoseconds} ns`;
	if (nanoseconds < 1e6)
		return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
	if (nanoseconds < 1e9)
		return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
	const seconds = nanoseconds / 1e9;
	return seconds < 100 ? `${seconds.toPrecision(3)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/* ---- the results, ready to be asked ---- */

function readEvent([marker, process, thread, time, ...values]) {
	return {marker: data.strings[marker], lane: `${process}.${thread}`, process, thread, time,
		values: values.map(number => data.strings[number])};
}

function markersOf(point) {
	if (point.marker)
		return [point.marker];
	if (point.markers.length)
		return point.markers;
	const seen = new Set();
	for (const list of [point.expected, point.got])
		for (const event of list)
			seen.add(data.strings[event[0]]);
	return [...seen];
}

/* By version, whatever the order of the files was. */
const results = data.results.sort((a, b) =>
	(a.target.version || '').localeCompare(b.target.version || '', 'en', {numeric: true}));
const points = [];
for (const [index, result] of results.entries()) {
	result.index = index;
	result.title = result.target.name;
	for (const point of result.points) {
		point.result = result;
		point.id = `${index}.${point.number}`;
		point.about_markers = markersOf(point);
		point.group = point.group || 'other';
		points.push(point);
	}
}
/* The same path from several machines, roots or runs is told apart by what differs. */
for (const result of results) {
	const same = results.filter(other => other.target.name === result.target.name);
	const differs = read => new Set(same.map(read)).size > 1;
	if (same.length > 1 && differs(r => r.target.root))
		result.title += result.target.root ? ` in ${result.target.root}` : ' in /';
	if (same.length > 1 && differs(r => r.host.name))
		result.title += ` on ${result.host.name}`;
	else if (same.length > 1 && differs(r => r.run.capture))
		result.title += ` by ${result.run.capture}`;
	else if (same.length > 1 && differs(r => r.run.started))
		result.title += ` at ${result.run.started}`;
}

function inOrder(known, names) {
	const rank = name => known.includes(name) ? known.indexOf(name) : known.length;
	return [...new Set(names)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const markers = inOrder(MARKERS, points.flatMap(point => point.about_markers));
const groups = inOrder(['marker', 'function', 'line', 'gc', 'import', 'audit', 'order'], points.map(point => point.group));
const groupTitle = name => name === 'marker' ? 'notes of the object' : name;

function tally(list) {
	const counts = {};
	for (const point of list)
		counts[point.verdict] = (counts[point.verdict] || 0) + 1;
	return counts;
}

const worst = counts => VERDICTS.find(verdict => counts[verdict]);
const conforms = result => !result.counts.fail && !result.counts.error &&
	result.counts.pass + result.counts.known + result.counts.fixed > 0;

function spoken(counts) {
	return VERDICTS.filter(verdict => counts[verdict]).map(verdict => `${counts[verdict]} ${WORDS[verdict][0]}`).join(', ');
}

/* ---- what is asked for: filters, and the cell that was opened; kept in the address so that it can be passed on ---- */

const state = {target: '', marker: '', verdicts: new Set(), text: '', cell: null, shown: PAGE};
const opened = new Set();     /* ids of points */
const unfolded = new Set();   /* indices of results */
if (results.length === 1)
	unfolded.add(0);

function loadState() {
	const asked = new URLSearchParams(location.hash.slice(1));
	state.target = asked.get('target') || '';
	state.marker = asked.get('marker') || '';
	state.text = asked.get('text') || '';
	state.verdicts = new Set((asked.get('verdict') || '').split(',').filter(word => WORDS[word]));
	if (asked.get('point'))
		opened.add(asked.get('point'));
}

function saveState(point) {
	const asked = new URLSearchParams();
	for (const key of ['target', 'marker', 'text'])
		if (state[key])
			asked.set(key, state[key]);
	if (state.verdicts.size)
		asked.set('verdict', [...state.verdicts].join(','));
	if (point)
		asked.set('point', point);
	try {
		history.replaceState(null, '', `#${asked}`);
	} catch (refused) {
		/* Some browsers keep the address of a file on disk as it is. */
	}
}

function isWanted(point) {
	if (state.target !== '' && String(point.result.index) !== state.target)
		return false;
	if (state.marker && !point.about_markers.includes(state.marker))
		return false;
	if (state.verdicts.size && !state.verdicts.has(point.verdict))
		return false;
	if (!state.text)
		return true;
	const hay = [point.name, point.about, point.sentence, point.issue, point.result.title].join('\n').toLowerCase();
	return state.text.toLowerCase().split(/\s+/).every(word => hay.includes(word));
}

const asksNothing = () => !(state.cell || state.target || state.marker || state.text || state.verdicts.size);

function isInCell(point) {
	const cell = state.cell;
	return !cell || ((cell.result === null || point.result.index === cell.result) &&
		(!cell.marker || point.about_markers.includes(cell.marker)) && (!cell.group || point.group === cell.group));
}

/* ---- the head ---- */

function drawHead() {
	const counts = tally(points);
	const good = results.filter(conforms).length;
	const verdict = results.length === 0 ? 'skip' : good === results.length ? 'pass' : counts.fail ? 'fail' : 'error';
	const one = results.length === 1 ? results[0] : null;
	const sentence = results.length === 0 ? 'No results' :
		one ? `${one.target.name} ${good ? 'conforms' : 'does not conform'}` :
		good === results.length ? `All ${results.length} targets conform` :
		`${good} of ${results.length} targets conform`;
	const mark = drawing('svg', {viewBox: '0 0 16 16', 'aria-hidden': 'true'},
		drawing('rect', {width: 16, height: 16, rx: 4, fill: 'var(--link)'}),
		drawing('path', {d: 'M3.5 11.5V8h3V4.5h3V8h3v3.5', fill: 'none', stroke: 'var(--page)', 'stroke-width': 1.8}));
	const hosts = new Set(results.map(result => result.host.name));
	const days = results.map(result => (result.run.started || '').slice(0, 10)).filter(Boolean).sort();
	const unchecked = points.reduce((sum, point) => sum + point.unchecked, 0);
	document.title = `${sentence} – probetap`;
	document.getElementById('top').append(
		element('p', {class: 'brand'}, mark, 'probetap – CPython’s static markers against their documentation'),
		element('h1', null, sign(verdict), sentence),
		element('p', {class: 'lead'}, [
			one ? describeTarget(one) : null,
			plural(points.length, 'point'),
			unchecked ? `${plural(unchecked, 'value')} unchecked` : null,
			hosts.size > 1 ? `from ${plural(hosts.size, 'machine')}` : null,
			days.length ? (days[0] === days[days.length - 1] ? days[0] : `${days[0]} to ${days[days.length - 1]}`) : null,
		].filter(Boolean).join(' · ')),
		stack(counts));
}

function stack(counts) {
	return element('div', {class: 'bar', 'aria-hidden': 'true'}, VERDICTS.slice().reverse().filter(verdict => counts[verdict])
		.map(verdict => {
			const part = element('i', {class: verdict});
			part.style.flex = counts[verdict];
			return part;
		}));
}

function describeTarget(result) {
	return [`CPython ${result.target.version || '?'}`, ...result.target.facets].join(' ');
}

/* ---- filters ---- */

function choice(label, name, options) {
	return element('select', {name, 'aria-label': label, onchange: event => {
		state[name] = event.target.value;
		state.cell = null;
		redraw();
	}}, options.map(([value, text]) => element('option', {value, selected: state[name] === value}, text)));
}

function drawFilters() {
	const form = document.getElementById('filters');
	form.addEventListener('submit', event => event.preventDefault());
	form.append(element('div', null,
		results.length > 1 ? choice('Target', 'target', [['', 'All targets'],
			...results.map(result => [String(result.index), `${result.title} (${result.target.version})`])]) : null,
		choice('Marker', 'marker', [['', 'All markers'], ...markers.map(marker => [marker, marker])]),
		...VERDICTS.map(verdict => element('button', {type: 'button', class: `chip ${verdict}`, 'aria-pressed': 'false', title: WORDS[verdict][1],
			'data-verdict': verdict, onclick: () => toggleVerdict(verdict)}, sign(verdict), `${WORDS[verdict][0]} `, element('b', null, ''))),
		element('input', {type: 'search', name: 'text', placeholder: 'Find a point  /', 'aria-label': 'Find a point', value: state.text,
			oninput: event => {
				state.text = event.target.value;
				state.cell = null;
				redraw();
			}}),
		element('button', {type: 'button', class: 'plain', name: 'clear', onclick: clearAll}, 'Clear')));
}

function toggleVerdict(verdict) {
	if (!state.verdicts.delete(verdict))
		state.verdicts.add(verdict);
	redraw();
}

function clearAll() {
	Object.assign(state, {target: '', marker: '', text: '', verdicts: new Set(), cell: null});
	for (const field of document.getElementById('filters').elements)
		if (field.name in state)
			field.value = '';
	redraw();
}

function refreshFilters() {
	const verdicts = state.verdicts;
	state.verdicts = new Set();
	const counts = tally(points.filter(isWanted));
	state.verdicts = verdicts;
	for (const chip of document.querySelectorAll('#filters .chip')) {
		const verdict = chip.dataset.verdict;
		chip.setAttribute('aria-pressed', verdicts.has(verdict));
		chip.querySelector('b').textContent = (counts[verdict] || 0).toLocaleString('en');
		chip.disabled = !counts[verdict] && !verdicts.has(verdict);
	}
	document.querySelector('#filters [name=clear]').hidden =
		!(state.target || state.marker || state.text || verdicts.size);
}

/* ---- the matrix ---- */

function sameCell(a, b) {
	return a && b && a.result === b.result && a.marker === b.marker && a.group === b.group;
}

function cellOf(list, where, label) {
	if (!list.length)
		return element('td', {class: `blank ${where.marker ? '' : 'all'}`}, element('span', {class: 'none', 'aria-hidden': 'true'}, '·'));
	const counts = tally(list), verdict = worst(counts);
	const numbers = counts[verdict] === list.length ? [String(list.length)] :
		[String(counts[verdict]), element('small', null, `of ${list.length}`)];
	return element('td', {class: where.marker ? null : 'all'}, element('button', {
		type: 'button', class: `cell ${verdict}`, tabindex: -1, 'aria-pressed': String(Boolean(sameCell(state.cell, where))),
		'aria-label': `${label}: ${spoken(counts)}`, title: spoken(counts), 'data-marker': where.marker, 'data-label': where.marker.replace(/__/g, '\u200b__') || 'all points',
		'data-result': where.result, 'data-group': where.group || '', onclick: () => openCell(where),
	}, element('span', null, sign(verdict), ...numbers), stack(counts)));
}

function rowOf(head, list, result, group) {
	const label = [result.title, group && groupTitle(group)].filter(Boolean).join(', ');
	const row = element('tr', null, head, cellOf(list, {result: result.index, marker: '', group}, `${label}, all points`));
	for (const marker of columns())
		row.append(cellOf(list.filter(point => point.about_markers.includes(marker)), {result: result.index, marker, group},
			`${label}, ${marker}`));
	return row;
}

const columns = () => state.marker ? [state.marker] : markers;

function bodyOf(result, list) {
	const open = unfolded.has(result.index);
	const head = element('th', {scope: 'rowgroup'}, element('button', {type: 'button', class: 'target', 'aria-expanded': String(open),
		onclick: () => {
			if (!unfolded.delete(result.index))
				unfolded.add(result.index);
			drawMatrix();
			focusOn(`.target[data-result="${result.index}"]`);
		}, 'data-result': result.index},
		element('span', null, element('strong', null, result.title),
			element('small', null, [describeTarget(result), result.run.capture].filter(Boolean).join(' · ')))));
	const body = element('tbody', null, rowOf(head, list, result, ''));
	for (const group of open ? groups : []) {
		const own = list.filter(point => point.group === group);
		if (own.length)
			body.append(rowOf(element('th', {scope: 'row'}, groupTitle(group)), own, result, group));
	}
	return body;
}

function drawMatrix() {
	const section = document.getElementById('matrix');
	const wanted = points.filter(isWanted);
	const table = element('table', {class: 'matrix', onkeydown: moveInMatrix},
		element('thead', null, element('tr', null, element('th', {scope: 'col'}, element('span', {class: 'aside'}, 'Target')),
			element('th', {scope: 'col', class: 'all'}, 'all points'),
			columns().map(marker => element('th', {scope: 'col'}, element('span', {class: 'mono'}, breakable(marker)))))));
	for (const result of results) {
		const list = wanted.filter(point => point.result === result);
		if (list.length)
			table.append(bodyOf(result, list));
	}
	section.replaceChildren(
		element('div', {class: 'heading'}, element('h2', {id: 'matrix-title'}, 'Targets and markers'),
			element('p', null, 'Each cell counts the points that concern a marker and opens them. A target opens into its groups of cases.')),
		element('div', {class: 'sheet'}, table.tBodies.length ? element('div', {class: 'scroll'}, table) :
			element('p', {class: 'empty'}, 'Nothing agrees with the filters.')));
	const first = table.querySelector('.cell[aria-pressed="true"]') || table.querySelector('.cell');
	if (first)
		first.tabIndex = 0;
}

/* One cell is in the order of tabs; arrows go on from there. */
function moveInMatrix(event) {
	const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
	const step = steps[event.key];
	if (!step || !event.target.classList.contains('cell'))
		return;
	event.preventDefault();
	const rows = [...event.currentTarget.querySelectorAll('tbody tr')];
	let row = rows.indexOf(event.target.closest('tr')), column = event.target.closest('td').cellIndex;
	for (;;) {
		row += step[0];
		column += step[1];
		if (!rows[row] || !rows[row].cells[column])
			return;
		const cell = rows[row].cells[column].querySelector('.cell');
		if (cell) {
			event.target.tabIndex = -1;
			cell.tabIndex = 0;
			cell.focus();
			return;
		}
	}
}

function focusOn(selector) {
	const node = document.querySelector(selector);
	if (node)
		node.focus();
}

function openCell(where) {
	const again = sameCell(state.cell, where);
	state.cell = again ? null : where;
	state.shown = PAGE;
	drawMatrix();
	drawPoints();
	if (again) {
		focusOn('.cell[tabindex="0"]');
		return;
	}
	const section = document.getElementById('points');
	section.scrollIntoView({behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth', block: 'start'});
	section.focus({preventScroll: true});
}

/* ---- points ---- */

function pointsTitle(list) {
	const cell = state.cell;
	if (cell) {
		const result = results[cell.result];
		return [result && results.length > 1 ? result.title : '', cell.marker, cell.group && groupTitle(cell.group)]
			.filter(Boolean).join(' · ') || 'All points';
	}
	return !asksNothing() ? 'Points that agree with the filters' : list.length ? 'What needs a look' : 'Nothing needs a look';
}

/* Without a question, a reader wants to know what is wrong; what is known has its own section. */
function pointsToShow() {
	const list = points.filter(point => isWanted(point) && isInCell(point));
	const asked = !asksNothing();
	return (asked ? list : list.filter(point => ['fail', 'error', 'fixed'].includes(point.verdict)))
		.sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.result.index - b.result.index || a.number - b.number);
}

function drawPoints() {
	const section = document.getElementById('points');
	const list = pointsToShow();
	const sheet = element('div', {class: 'sheet'}, list.slice(0, state.shown).map(point => pointNode(point, list.length === 1)));
	if (!list.length)
		sheet.append(element('p', {class: 'empty'}, asksNothing() ? 'No point failed. A cell above opens its points.' : 'No points.'));
	if (list.length > state.shown)
		sheet.append(element('div', {class: 'more'}, element('button', {type: 'button', class: 'plain', onclick: () => {
			state.shown += PAGE;
			drawPoints();
		}}, `Show more (${list.length - state.shown} are left)`)));
	section.replaceChildren(
		element('div', {class: 'heading'}, element('h2', {id: 'points-title'}, pointsTitle(list)),
			element('p', {role: 'status'}, `${plural(list.length, 'point')}${list.length ? `: ${spoken(tally(list))}` : ''}`),
			state.cell ? element('button', {type: 'button', class: 'plain', onclick: () => openCell(state.cell)}, 'Leave this cell') : null),
		sheet);
}

function pointNode(point, alone) {
	const open = alone || opened.has(point.id);
	const detail = element('div', {class: 'detail', id: `point-${point.id}`, hidden: !open});
	const button = element('button', {type: 'button', 'aria-expanded': String(open), 'aria-controls': detail.id, onclick: () => {
		const now = detail.hidden;
		if (now && !detail.childNodes.length)
			fillDetail(detail, point);
		detail.hidden = !now;
		button.setAttribute('aria-expanded', String(now));
		opened[now ? 'add' : 'delete'](point.id);
		saveState(now ? point.id : '');
	}}, sign(point.verdict), element('span', {class: 'title'}, element('span', {class: 'aside'}, `${WORDS[point.verdict][0]}: `),
		element('b', null, point.name), element('span', null, headline(point))),
		results.length > 1 ? element('span', {class: 'where'}, point.result.title) : null);
	if (open)
		fillDetail(detail, point);
	return element('article', {class: `point ${point.verdict}`}, element('h3', null, button), detail);
}

function headline(point) {
	const issue = point.issue ? `${point.issue}: ` : '';
	return point.sentence ? issue + point.sentence : point.verdict === 'pass' ? '' : issue + WORDS[point.verdict][1];
}

function issueNode(issue) {
	const number = /^gh-(\d+)$/.exec(issue), old = /^bpo-(\d+)$/.exec(issue);
	const address = number ? `https://github.com/python/cpython/issues/${number[1]}` :
		old ? `https://bugs.python.org/issue${old[1]}` : /^https:\/\//.test(issue) ? issue : null;
	if (address)
		return element('a', {href: address, target: '_blank', rel: 'noopener noreferrer'}, issue);
	if (!(issue in data.reports))
		return element('b', null, issue);
	return element('a', {href: '#deviations', onclick: event => {
		event.preventDefault();
		const text = [...document.querySelectorAll('#deviations details')].find(node => node.dataset.issue === issue);
		text.open = true;
		text.scrollIntoView({block: 'center'});
		text.querySelector('summary').focus();
	}}, issue);
}

function fillDetail(detail, point) {
	const fact = (name, ...value) => value[0] === null || value[0] === undefined ? null :
		element('li', null, element('span', null, name), ...value.map(part => typeof part === 'string' ? element('b', null, part) : part));
	const events = {expected: point.expected.map(readEvent), got: point.got.map(readEvent)};
	/* Where nothing was recorded nothing is missing: the events are only shown as what was to come. */
	const judged = events.got.length > 0 || point.verdict === 'fail';
	const compared = events.expected.length > 0 && judged;
	const rows = alignLanes(events.expected, judged ? events.got : events.expected);
	detail.replaceChildren(...[
		point.about ? element('p', {class: 'about'}, point.about) : null,
		element('ul', {class: 'facts'},
			element('li', null, verdictWord(point.verdict), `: ${WORDS[point.verdict][1]}`),
			point.issue ? element('li', null, element('span', null, 'issue'), issueNode(point.issue)) : null,
			fact('target', point.result.title), fact('run', point.mode),
			fact('took', duration(point.nanoseconds)),
			point.unchecked ? fact('unchecked', plural(point.unchecked, 'value')) : null),
		...placesPart(point),
		...(compared ? comparePart(rows) : []),
		...differencePart(point, compared),
		...timelinePart(point, events, rows),
		...reproducePart(point),
	].filter(Boolean));
}

/* The harness's own words: open where they are all there is, else behind the table that shows all events. */
function differencePart(point, compared) {
	if (!point.difference)
		return [];
	const lines = point.difference.replace(/\n+$/, '').split('\n').map(text => {
		const kind = /^\s*[-−!~≠]/.test(text) ? 'minus' : /^\s*\+/.test(text) ? 'plus' : '';
		return element('span', {class: kind}, text);
	});
	const text = element('pre', {class: 'difference', tabindex: 0, 'aria-label': 'Difference as text'}, element('code', null, lines));
	return compared ? [element('details', {class: 'as-text'}, element('summary', null, 'The first difference as text'), text)] :
		[element('h4', null, 'Difference'), text];
}

/* "unwind.py:9: raise ValueError": the lines of program and case where the sides part. */
function placesPart(point) {
	const places = (point.difference || '').split('\n').filter(line => /^\S+\.(py|case):\d+(: .*)?$/.test(line));
	return places.length ? [element('ul', {class: 'places'}, places.map(place => element('li', null, element('code', null, place))))] : [];
}

function reproducePart(point) {
	if (!point.reproduce)
		return [];
	const code = element('code', null, point.reproduce);
	const button = element('button', {type: 'button', class: 'plain', onclick: async () => {
		try {
			await navigator.clipboard.writeText(point.reproduce);
			button.textContent = 'Copied';
		} catch (refused) {
			getSelection().selectAllChildren(code);
		}
	}}, 'Copy');
	return [element('h4', null, 'Run it again'), element('div', {class: 'command'}, code, button)];
}

/* ---- expected against got: the longest common subsequence, lane by lane ---- */

/* A wildcard (_count) or a binding (?id) takes any value. */
const valueFits = (wanted, value) => wanted === value || /^[_?]/.test(wanted);
const fits = (wanted, event) => wanted.marker === event.marker && wanted.values.length === event.values.length &&
	wanted.values.every((value, index) => valueFits(value, event.values[index]));

function align(expected, got) {
	let start = 0, end = 0;
	while (start < expected.length && start < got.length && fits(expected[start], got[start]))
		start++;
	while (end < expected.length - start && end < got.length - start &&
		fits(expected[expected.length - 1 - end], got[got.length - 1 - end]))
		end++;
	const rows = [];
	for (let i = 0; i < start; i++)
		rows.push({expected: expected[i], got: got[i]});
	rows.push(...alignMiddle(expected.slice(start, expected.length - end), got.slice(start, got.length - end)));
	for (let i = end; i > 0; i--)
		rows.push({expected: expected[expected.length - i], got: got[got.length - i]});
	return rows;
}

function alignMiddle(expected, got) {
	const n = expected.length, m = got.length, rows = [];
	if (n * m > 4e6) /* too long to be worth it: one under the other */
		return [...expected.map(event => ({expected: event})), ...got.map(event => ({got: event}))];
	const best = Array.from({length: n + 1}, () => new Uint32Array(m + 1));
	for (let i = n - 1; i >= 0; i--)
		for (let k = m - 1; k >= 0; k--)
			best[i][k] = fits(expected[i], got[k]) ? best[i + 1][k + 1] + 1 : Math.max(best[i + 1][k], best[i][k + 1]);
	let i = 0, k = 0;
	while (i < n || k < m) {
		if (i < n && k < m && fits(expected[i], got[k]))
			rows.push({expected: expected[i++], got: got[k++]});
		else if (k >= m || (i < n && best[i + 1][k] >= best[i][k + 1]))
			rows.push({expected: expected[i++]});
		else
			rows.push({got: got[k++]});
	}
	return pairChanges(rows);
}

/* A missing event beside a surplus one of the same marker is one event that changed. */
function pairChanges(rows) {
	const paired = [];
	for (let start = 0; start < rows.length;) {
		let end = start;
		while (end < rows.length && !(rows[end].expected && rows[end].got))
			end++;
		const missing = rows.slice(start, end).filter(row => row.expected), surplus = rows.slice(start, end).filter(row => row.got);
		while (missing.length || surplus.length) {
			const other = missing.length ? surplus.findIndex(row => row.got.marker === missing[0].expected.marker) : -1;
			if (missing.length && other >= 0) {
				paired.push(...surplus.splice(0, other));
				paired.push({expected: missing.shift().expected, got: surplus.shift().got, changed: true});
			} else
				paired.push(missing.length ? missing.shift() : surplus.shift());
		}
		if (end < rows.length)
			paired.push(rows[end]);
		start = end + 1;
	}
	return paired;
}

function byLane(events) {
	const lanes = new Map();
	for (const event of events) {
		if (!lanes.has(event.lane))
			lanes.set(event.lane, []);
		lanes.get(event.lane).push(event);
	}
	return lanes;
}

/* Expected lanes are named, got lanes are numbered as they appear: each takes the one that it agrees with most. */
function alignLanes(expected, got) {
	const wanted = byLane(expected), free = byLane(got), lanes = [];
	const rows = new Map();
	got.forEach((event, index) => { event.index = index; });
	for (const [name, list] of wanted) {
		let chosen = null;
		for (const [other, events] of free) {
			const aligned = align(list, events);
			const score = aligned.filter(row => row.expected && row.got && !row.changed).length - Math.abs(list.length - events.length) / 1e6;
			if (!chosen || score > chosen.score)
				chosen = {other, aligned, score};
			if (free.size * list.length > 20000)
				break;
		}
		if (chosen)
			free.delete(chosen.other);
		lanes.push({name: chosen ? chosen.other : name, rows: chosen ? chosen.aligned : list.map(event => ({expected: event}))});
	}
	for (const [name, list] of free)
		lanes.push({name, rows: list.map(event => ({got: event}))});
	for (const lane of lanes) {
		lane.title = laneTitle(lane);
		for (const row of lane.rows)
			row.same = Boolean(row.expected && row.got && !row.changed);
	}
	return lanes;
}

function laneTitle(lane) {
	const [process, thread] = lane.name.split('.');
	return process === '0' ? `thread ${thread}` : `process ${process}, thread ${thread}`;
}

function eventText(event, other) {
	const parts = [event.marker];
	event.values.forEach((value, index) => {
		const differs = other && other.marker === event.marker && !valueFits(value, other.values[index]) && !valueFits(other.values[index] || '', value);
		const short = !differs && value.replace(/^"\/.*\/([^/]+)$/, '"…/$1');
		parts.push(' ', element('span', {class: 'value', title: short && short !== value ? value : null}, differs ? element('mark', null, value) : short));
	});
	return parts;
}

function rowNode(row) {
	const mark = row.same ? '' : row.changed ? '≠' : row.expected ? '−' : '+';
	const word = row.same ? null : element('span', {class: 'aside'}, row.changed ? 'differs' : row.expected ? 'missing' : 'surplus');
	return element('tr', {class: row.same ? null : 'differs'}, element('td', null, mark, word),
		element('td', null, row.expected ? eventText(row.expected, row.got) : ''),
		element('td', null, row.got ? eventText(row.got, row.expected) : ''));
}

/* Long runs of agreement are folded; two rows of them stay around each difference. */
function foldRows(rows) {
	const keep = rows.map((row, index) => rows.slice(Math.max(0, index - 2), index + 3).some(near => !near.same));
	const whole = rows.every(row => row.same) ? rows.length <= 12 : rows.length <= 20;
	const nodes = [];
	for (let start = 0; start < rows.length;) {
		let end = start;
		while (!whole && end < rows.length && !keep[end])
			end++;
		if (end - start > 2) {
			const hidden = rows.slice(start, end);
			const fold = element('tr', {class: 'fold'}, element('td', {colspan: 3}, element('button', {type: 'button',
				onclick: () => fold.replaceWith(...hidden.map(rowNode))}, `${plural(hidden.length, 'event')} as expected`)));
			nodes.push(fold);
			start = end;
		} else
			nodes.push(rowNode(rows[start++]));
	}
	return nodes;
}

function comparePart(lanes) {
	const body = element('tbody');
	for (const lane of lanes) {
		if (lanes.length > 1)
			body.append(element('tr', {class: 'lane'}, element('td', {colspan: 3}, lane.title)));
		body.append(...foldRows(lane.rows));
	}
	return [element('h4', null, 'Expected against got'), element('div', {class: 'boxed', tabindex: 0, role: 'group', 'aria-label': 'Expected against got'},
		element('table', {class: 'compare'}, element('thead', null, element('tr', null, element('th', null, element('span', {class: 'aside'}, 'Difference')),
			element('th', {scope: 'col'}, 'expected'), element('th', {scope: 'col'}, 'got'))), body))];
}

/* ---- timeline: calls as nested bars, everything else as marks between them ---- */

const SPANS = [
	{open: /^function__entry$/, close: 'function__return', kind: 'call'},
	{open: /^gc__start$/, close: 'gc__done', kind: 'gc'},
	{open: /^import__find__load__start$/, close: 'import__find__load__done', kind: 'import'},
];
const MOST_DRAWN = 3000;
const ROW = 22;

const closes = (span, event) => span.close === event.marker &&
	(span.kind === 'gc' || event.values.slice(0, span.kind === 'call' ? 2 : 1).every((value, index) => valueFits(value, span.event.values[index]) ||
		valueFits(span.event.values[index] || '', value)));

/* Spans and marks of one lane; `x` of an event is its place on the axis. */
function picture(steps) {
	const stackOpen = [], marks = [];
	for (const step of steps) {
		const opener = SPANS.find(span => span.open.test(step.event.marker));
		if (opener) {
			const span = {event: step.event, from: step.x, to: null, depth: stackOpen.length,
				kind: opener.kind, close: opener.close, differs: step.differs};
			stackOpen.push(span);
			marks.push(span);
			continue;
		}
		let place = stackOpen.length - 1;
		while (place >= 0 && !closes(stackOpen[place], step.event))
			place--;
		if (place >= 0 && SPANS.some(span => span.close === step.event.marker)) {
			const span = stackOpen[place];
			span.to = step.x;
			span.end = step.event;
			span.endDiffers = step.differs;
			/* What was opened inside and never closed ends here, and shows it. */
			for (const left of stackOpen.splice(place).slice(1)) {
				left.to = step.x;
				left.broken = true;
			}
			continue;
		}
		marks.push({event: step.event, from: step.x, to: step.x, depth: stackOpen.length, differs: step.differs,
			kind: step.event.marker === 'line' ? 'line-mark' : step.event.marker === 'audit' ? 'audit' : 'other',
			broken: SPANS.some(span => span.close === step.event.marker)});
	}
	for (const left of stackOpen)
		left.broken = true;
	return {marks, depth: marks.reduce((most, mark) => Math.max(most, mark.depth + 1), 1)};
}

const unquote = text => (text || '').replace(/^"|"$/g, '');

function markLabel(mark) {
	const values = mark.event.values;
	switch (mark.kind) {
	case 'call': return `${unquote(values[1])}:${values[2] === undefined ? '' : values[2]}`;
	case 'gc': return `gc ${values[0] === undefined ? '' : values[0]}`;
	case 'import': return `import ${unquote(values[0])}`;
	case 'line-mark': return values[2] || '';
	case 'audit': return unquote(values[0]);
	default: return mark.event.marker;
	}
}

function hue(text) {
	let sum = 7;
	for (const letter of text)
		sum = (sum * 31 + letter.codePointAt(0)) % 65521;
	return sum % 6;
}

function markNode(mark, width, place, top) {
	const left = place(mark.from), span = mark.kind === 'call' || mark.kind === 'gc' || mark.kind === 'import';
	const right = mark.to === null ? width - 8 : span ? place(mark.to, true) : place(mark.from, true);
	const y = top + mark.depth * ROW, wide = Math.max(right - left, 3), label = markLabel(mark);
	const room = Math.floor((wide - 7) / 6.7);
	const node = drawing('g', {class: `mark ${mark.kind}${mark.kind === 'call' ? ` call-${hue(mark.event.values[1] || '')}` : ''}${mark.differs ? ' differs' : ''}${mark.broken ? ' open' : ''}`,
		tabindex: -1, role: 'img'});
	if (mark.kind === 'audit')
		node.append(drawing('path', {class: 'shape', d: `M${left + wide / 2} ${y + 3}l${Math.min(wide / 2, 7)} 7l${-Math.min(wide / 2, 7)} 7l${-Math.min(wide / 2, 7)} -7z`}));
	else
		node.append(drawing('rect', {class: 'shape', x: left + .5, y: y + 1.5, width: wide - 1, height: ROW - 4, rx: span ? 3.5 : Math.min(wide / 2, 9)}));
	if (mark.endDiffers && !mark.differs)
		node.append(drawing('path', {class: 'edge', d: `M${right - 1.5} ${y + 1}v${ROW - 3}`}));
	if (mark.kind !== 'audit' && room >= Math.min(label.length, 3) && label) {
		const centred = mark.kind === 'line-mark' && label.length * 6.7 <= wide;
		const text = drawing('text', centred ? {x: left + wide / 2, y: y + 14.5, 'text-anchor': 'middle'} : {x: left + 5, y: y + 14.5});
		text.textContent = label.length > room ? `${label.slice(0, Math.max(room - 1, 1))}…` : label;
		node.append(text);
	}
	return node;
}

function describeMark(mark) {
	const event = mark.event, end = mark.end;
	return [event.marker, ...event.values].join('  ') + (end ? `  …  ${[end.marker, ...end.values].join('  ')}` : '') +
		(mark.broken ? '  (unpaired)' : '');
}

function timelinePart(point, events, lanes) {
	if (!events.expected.length && !events.got.length)
		return [];
	const equal = lanes.every(lane => lane.rows.every(row => row.same || !events.expected.length));
	const timed = events.got.some(event => event.time > 0);
	const axis = {byTime: false};
	const holder = element('div', {class: 'scroll'});
	const readout = element('div', {class: 'readout', 'aria-live': 'polite'}, 'Point at a bar, or go along with the arrow keys.');
	const draw = () => {
		const image = drawTimeline(events, lanes, equal, axis.byTime, readout);
		holder.replaceChildren(image);
		holder.parentNode.classList.toggle('wide', image.getAttribute('width') > 2400);
		const first = holder.querySelector('.differs, .edge');
		if (first)
			holder.scrollLeft = Math.max(first.getBBox().x - 200, 0);
	};
	const scale = (text, byTime) => element('label', null, element('input', {type: 'radio', name: `axis-${point.id}`, checked: byTime === axis.byTime,
		onchange: () => {
			axis.byTime = byTime;
			draw();
		}}), text);
	/* The names of lanes stay in sight. */
	holder.addEventListener('scroll', () => {
		for (const name of holder.querySelectorAll('.lane-name'))
			name.setAttribute('x', holder.scrollLeft + 12);
	});
	const box = element('div', {class: 'timeline'}, holder, readout);
	draw();
	/* Bars know their width only once the page has one. */
	requestAnimationFrame(draw);
	return [element('div', {class: 'timeline-head'}, element('h4', null, events.got.length ? 'Timeline' : 'Timeline of what was expected'),
		timed ? element('fieldset', {'aria-label': 'Scale'}, scale('in order', false), scale('by time', true)) : null),
		box, legend(equal)];
}

function legend(equal) {
	const entry = (kind, text, shape) => element('li', null, drawing('svg', {viewBox: '0 0 18 12', 'aria-hidden': 'true'},
		drawing('g', {class: kind}, drawing(shape || 'rect', shape ? {class: 'shape', d: 'M9 0.5l5.5 5.5-5.5 5.5-5.5-5.5z'} :
			{class: 'shape', x: .5, y: 1, width: 17, height: 10, rx: kind === 'line-mark' ? 5 : 3}))), text);
	return element('ul', {class: 'legend'}, entry('call-0', 'call'), entry('line-mark', 'line'),
		entry('gc', 'collection'), entry('import', 'import'), entry('audit', 'audit', 'path'), equal ? null : entry('differs', 'missing or surplus'));
}

/* Every row gets its place on one axis: what was got in its order, what is missing behind its predecessor in the lane. */
function placeRows(lanes) {
	const all = [];
	for (const lane of lanes) {
		let last = -1;
		lane.rows.forEach((row, index) => {
			if (row.got)
				last = row.got.index;
			all.push({row, key: row.got ? last : last + .5, index});
		});
	}
	all.sort((a, b) => a.key - b.key || a.index - b.index);
	all.forEach((entry, x) => { entry.row.x = x; });
	return all.length;
}

function drawTimeline(events, lanes, equal, byTime, readout) {
	const count = placeRows(lanes), drawn = Math.min(count, MOST_DRAWN);
	const last = events.got.reduce((most, event) => Math.max(most, event.time), 1);
	const available = Math.max((readout.clientWidth || 900) - 2, 280);
	const gutter = 12, step = Math.max(Math.min((available - 2 * gutter) / drawn, 120), 17);
	const width = byTime ? Math.max(available, Math.min(drawn * 6, 8000)) : Math.max(available, drawn * step + 2 * gutter);
	const place = byTime ? time => gutter + time / last * (width - 2 * gutter - 6) : (x, after) => gutter + (x + (after ? 1 : 0)) * step;
	const image = drawing('svg', {width, role: 'group', 'aria-label': `Timeline of ${plural(count, 'event')}`});
	let top = 4;
	for (const lane of lanes) {
		const rows = lane.rows.filter(row => row.x < drawn).sort((a, b) => a.x - b.x);
		const strips = equal || byTime || !events.expected.length ? [['', events.got.length ? 'got' : 'expected']] : [['expected', 'expected'], ['got', 'got']];
		for (const [title, side] of strips) {
			const steps = rows.filter(row => row[side]).map(row => ({event: row[side], differs: !row.same && !equal, x: byTime ? row[side].time : row.x}));
			const name = [lanes.length > 1 ? lane.title : '', title].filter(Boolean).join(' · ');
			if (name) {
				const text = drawing('text', {class: 'lane-name', x: gutter, y: top + 11});
				text.textContent = name;
				image.append(text);
				top += 16;
			}
			const {marks, depth} = picture(steps);
			for (const mark of marks) {
				const node = markNode(mark, width, place, top);
				node.setAttribute('aria-label', describeMark(mark));
				node.addEventListener('pointerenter', () => tell(readout, mark));
				node.addEventListener('focus', () => tell(readout, mark));
				image.append(node);
			}
			top += depth * ROW + 6;
		}
		if (lane !== lanes[lanes.length - 1]) {
			image.append(drawing('path', {class: 'rule', d: `M0 ${top + .5}H${width}`}));
			top += 6;
		}
	}
	if (count > drawn) {
		const text = drawing('text', {class: 'lane-name', x: gutter, y: top + 11});
		text.textContent = `the first ${drawn} of ${count} events`;
		image.append(text);
		top += 18;
	}
	image.setAttribute('height', top + 2);
	image.setAttribute('viewBox', `0 0 ${width} ${top + 2}`);
	walkWithArrows(image);
	return image;
}

function tell(readout, mark) {
	const event = mark.event, end = mark.end;
	const time = value => value > 0 ? ` +${duration(value)}` : '';
	readout.replaceChildren(element('b', null, event.marker), ` ${event.values.join('  ')}${time(event.time)}`,
		...(end ? [' … ', element('b', null, end.marker), ` ${end.values.join('  ')}${time(end.time)}`] : []),
		mark.broken ? '  unpaired' : '', mark.differs || mark.endDiffers ? '  differs' : '');
}

function walkWithArrows(image) {
	const marks = [...image.querySelectorAll('.mark')];
	if (marks.length)
		marks[0].setAttribute('tabindex', 0);
	image.addEventListener('keydown', event => {
		const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
		const next = step && marks[marks.indexOf(event.target) + step];
		if (!next)
			return;
		event.preventDefault();
		event.target.setAttribute('tabindex', -1);
		next.setAttribute('tabindex', 0);
		next.focus();
	});
}

/* ---- deviations and runs ---- */

/* The points of one issue, as if its name had been typed into the filter. */
function askFor(issue, verdict) {
	Object.assign(state, {target: '', marker: '', text: issue, verdicts: new Set([verdict]), cell: null});
	for (const field of document.getElementById('filters').elements)
		if (field.name in state)
			field.value = state[field.name];
	redraw();
	const section = document.getElementById('points');
	section.scrollIntoView({block: 'start'});
	section.focus({preventScroll: true});
}

function drawDeviations() {
	const section = document.getElementById('deviations');
	const issues = [...new Set(points.filter(point => point.issue).map(point => point.issue))].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
	if (!issues.length) {
		section.hidden = true;
		return;
	}
	section.append(element('div', {class: 'heading'}, element('h2', {id: 'deviations-title'}, 'Known deviations'),
		element('p', null, 'What upstream is known to get wrong, as far as these targets show it.')),
		element('ul', {class: 'list sheet'}, issues.map(issue => {
			const own = points.filter(point => point.issue === issue), counts = tally(own);
			const sentences = [...new Set(own.map(point => point.sentence).filter(Boolean))];
			const versions = [...new Set(own.map(point => point.result.target.version))].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
			return element('li', null, element('div', {class: 'issue-line'}, element('strong', null, issueNode(issue)),
				element('span', null, `Python ${versions.join(', ')}`),
				element('span', {class: 'counts'}, VERDICTS.filter(verdict => counts[verdict]).map(verdict =>
					element('button', {type: 'button', class: 'chip', onclick: () => askFor(issue, verdict)},
						sign(verdict), `${counts[verdict]} ${WORDS[verdict][0]}`)))),
				sentences.slice(0, 3).map(text => element('p', null, text)),
				sentences.length > 3 ? element('p', null, `and ${plural(sentences.length - 3, 'sentence')} more`) : null,
				issue in data.reports ? element('details', {'data-issue': issue}, element('summary', null, 'Report'),
					element('pre', {class: 'report-text'}, data.reports[issue])) : null);
		})));
}

function drawRuns() {
	const row = (name, value) => value ? [element('dt', null, name), element('dd', null, value)] : [];
	document.getElementById('runs').append(
		element('div', {class: 'heading'}, element('h2', {id: 'runs-title'}, 'Runs')),
		element('div', {class: 'runs'}, results.map(result => element('article', {class: 'run sheet'},
			element('h3', null, sign(conforms(result) ? 'pass' : result.counts.fail ? 'fail' : 'error'), ' ', result.title),
			element('dl', null,
				row('Python', result.target.implementation || result.target.version),
				row('built', result.target.facets.join(', ')),
				row('object', result.target.object && element('code', null, result.target.object)),
				row('build-id', result.target.build_id && element('code', null, result.target.build_id)),
				row('root', result.target.root && element('code', null, result.target.root)),
				row('machine', [result.host.name, result.host.kernel, result.host.machine].filter(Boolean).join(' · ')),
				row('capture', [result.run.capture, result.run.capture_reason].filter(Boolean).join(': ')),
				row('when', [result.run.started, `took ${duration(result.run.nanoseconds)}`].filter(Boolean).join(', ')),
				row('verdicts', spoken(result.counts)),
				row('unchecked', result.counts.unchecked ? plural(result.counts.unchecked, 'value') : ''),
				row('contract', result.target.newer_than_tables ? 'newer than the tables: the newest contract was applied' : ''),
				row('probetap', result.tool.version)),
			result.remarks.length ? element('ul', null, result.remarks.map(text => element('li', null, text))) : null))));
	document.querySelector('footer').append(element('p', null, 'Made by probetap; everything in this page comes from this one file.'));
}

/* ---- begin ---- */

function redraw() {
	state.shown = PAGE;
	refreshFilters();
	drawMatrix();
	drawPoints();
	saveState('');
}

/* On paper nothing can be opened: what is wrong is shown open. */
function openForPrint() {
	for (const node of document.querySelectorAll('.point:is(.fail, .error) > h3 > button[aria-expanded="false"]'))
		node.click();
}

/* The filters stay in sight; what is scrolled to must not end up below them. */
new ResizeObserver(() => {
	const bar = document.getElementById('filters');
	const sticky = getComputedStyle(bar).position === 'sticky';
	document.documentElement.style.scrollPaddingTop = `${(sticky ? bar.offsetHeight : 0) + 14}px`;
}).observe(document.getElementById('filters'));

loadState();
drawHead();
drawFilters();
refreshFilters();
drawMatrix();
drawPoints();
drawDeviations();
drawRuns();
addEventListener('beforeprint', openForPrint);
addEventListener('keydown', event => {
	if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
		event.preventDefault();
		focusOn('#filters [name=text]');
	} else if (event.key === 'Escape' && state.cell)
		openCell(state.cell);
});
})();
