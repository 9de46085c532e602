import { loadWidget, read, until, type LoadedWidget } from './loaded-widget';

let widget: LoadedWidget;
afterEach(() => widget.stop());

const ringing = {
  call_id: 'c-1',
  state: 'ringing',
  direction: 'inbound',
  phone: '+79991112233',
  line: '+74951234567',
  extensions: ['101', '102'],
  started_at: new Date().toISOString(),
  seq: 1,
};
const contact = (id: number, name: string, phone = '8 (999) 111-22-33'): object => ({
  id,
  name,
  custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'MOB' }] }],
  _embedded: { tags: [], companies: [] },
});

async function started(params = {}): Promise<LoadedWidget> {
  widget = await loadWidget(params);
  expect(widget.instance.callbacks['render']?.()).toBe(true);
  expect(widget.instance.callbacks['init']?.()).toBe(true);
  expect(widget.instance.callbacks['bind_actions']?.()).toBe(true);
  if (Object.keys(params).length === 0) await until(() => widget.connections() === 1, 'the widget connects');
  return widget;
}

test('the module is one anonymous define, its value the constructor itself, and it leaves no global', async () => {
  widget = await loadWidget();
  const before = Object.keys(widget.window);
  widget.instance.callbacks['render']?.();
  expect(widget.defines).toBe(1);
  expect(Object.keys(widget.window)).toEqual(before);
  expect(before.filter((key) => /webpack|telephony/i.test(key))).toEqual([]);
});

test('render alone starts nothing; init connects once; render on later pages leaves it connected', async () => {
  widget = await loadWidget();
  widget.instance.callbacks['render']?.();
  expect([widget.calls.sessions, widget.text()]).toEqual([0, '']);
  widget.instance.callbacks['init']?.();
  await until(() => widget.connections() === 1, 'the widget connects');
  for (let page = 0; page < 5; page += 1) widget.instance.callbacks['render']?.();
  expect([widget.calls.sessions, widget.connections()]).toEqual([1, 1]);
  expect(widget.window.document.querySelectorAll('.amocrm-telephony')).toHaveLength(1);
  expect(widget.window.document.querySelectorAll('link[rel=stylesheet]')).toHaveLength(1);
});

test('a known caller: number at once, then name and link, then the end is filed in the notification centre', async () => {
  await started();
  widget.contacts = [contact(7, 'Ирина Соколова')];
  widget.tell(ringing);
  await until(() => widget.text().includes('Ирина Соколова'), 'the name is on the card');
  expect(widget.text()).toContain('Входящий звонок');
  expect(widget.text()).toContain('+7 999 111-22-33');
  expect(widget.text()).toContain('на номер +7 495 123-45-67');
  const link = widget.window.document.querySelector('a.js-navigate-link');
  expect(link?.getAttribute('href')).toBe('/contacts/detail/7');

  const ended = {
    ...ringing,
    state: 'ended',
    extensions: ['101'],
    duration: 62,
    disposition: 'answered',
    seq: 3,
  };
  widget.tell({ ...ended, ended_at: new Date().toISOString(), recording_url: 'https://pbx.example/1.mp3' });
  await until(() => widget.calls.add_call.length === 1, 'the call is filed');
  expect(widget.text()).toContain('Звонок завершён');
  expect(widget.calls.add_call[0]).toMatchObject({
    from: 'Ирина Соколова',
    to: 'Анна',
    duration: 62,
    link: 'https://pbx.example/1.mp3',
    element: { id: 7, type: 'contact' },
  });
});

test('nobody: a link to a new contact with the number in it; filed without a caller', async () => {
  await started();
  widget.tell(ringing);
  await until(() => widget.text().includes('Создать контакт'), 'the link is on the card');
  const link = widget.window.document.querySelector('a.js-navigate-link');
  expect(link?.getAttribute('href')).toBe('/contacts/add/?phone=+79991112233');
  widget.tell({
    ...ringing,
    state: 'ended',
    disposition: 'no_answer',
    duration: 0,
    ended_at: ringing.started_at,
    seq: 2,
  });
  await until(() => widget.calls.add_call.length === 1, 'the call is filed');
  expect(widget.calls.add_call[0]).toMatchObject({ click_link: '/contacts/add/?phone=+79991112233' });
  expect(widget.calls.add_call[0]).not.toHaveProperty('from');
});

test.each([
  ['markup', '<img src=x onerror="document.title=1"><b>Жирный</b>'],
  ['quotes', `"'><script>document.title=1</script>`],
  ['right-to-left marks', '\u202eваруТ\u202c אבג'],
  ['10,000 characters', 'Д'.repeat(10_000)],
  ['emoji', '👩‍👩‍👧‍👦🇷🇺'],
  ['twig', '{{ texts.close }}{% raw %}'],
])('a name of %s is text', async (_kind, name) => {
  await started();
  widget.contacts = [contact(7, name)];
  widget.tell(ringing);
  await until(() => widget.text().includes('Открыть контакт'), 'the caller is found');
  const document = widget.window.document;
  expect(document.querySelector('.amocrm-telephony__who')?.textContent).toBe(name.slice(0, 200));
  expect(
    document.querySelectorAll('.amocrm-telephony img, .amocrm-telephony script, .amocrm-telephony b'),
  ).toHaveLength(0);
  expect(document.title).toBe('');
});

test('anything that is no call is refused, said once, and the next call shows', async () => {
  await started();
  for (const garbage of [null, 1, 'x', [], {}, { ...ringing, state: 'dancing' }, { ...ringing, seq: -1 }]) {
    widget.tell(garbage as object);
  }
  widget.tell({ ...ringing, recording_url: 'javascript:alert(1)', seq: 9 });
  await until(() => widget.text().includes('+7 999 111-22-33'), 'the call shows');
  expect(widget.calls.add_error.map(({ text }) => text)).toEqual([
    expect.stringContaining('непонятные данные'),
  ]);
  expect(widget.window.document.querySelector('a[href^="javascript"]')).toBeNull();
});

test.each([
  ['', 'не указан адрес шлюза'],
  ['pbx.example.com', 'указан с ошибкой'],
  ['http://pbx.example.com', 'указан с ошибкой'],
])('gateway address %p: said once, in words that say what to do', async (gateway_url, words) => {
  await started({ gateway_url });
  widget.instance.callbacks['render']?.();
  expect(widget.calls.add_error.map(({ text }) => text)).toEqual([expect.stringContaining(words)]);
  expect(widget.calls.show_message_error).toEqual([]);
});

test('where the server cannot keep the fault, it is shown on this screen instead, not besides', async () => {
  await started({ gateway_url: '', add_error_fails: true });
  expect([widget.calls.add_error.length, widget.calls.show_message_error.length]).toEqual([1, 1]);
});

test('saved settings take effect with the next render, switching off stops all', async () => {
  await started();
  const params = widget.instance['params'] as Record<string, unknown>;
  params['extensions'] = JSON.stringify({ '504141': '101' });
  widget.instance.callbacks['render']?.();
  await until(() => widget.calls.sessions === 2 && widget.connections() === 1, 'it connects anew');
  params['widget_active'] = 'N';
  widget.instance.callbacks['render']?.();
  await until(() => widget.connections() === 0, 'it disconnects');
  expect(widget.window.document.querySelector('.amocrm-telephony')).toBeNull();
});

test('the bundle has no chunk loader, no other define and no console but debug', () => {
  for (const file of ['dist/widget/script.js', 'dist/widget/parts/settings.js']) {
    const script = read(file);
    expect(script.match(/\bdefine\(/g)).toHaveLength(1);
    expect(script).not.toMatch(/webpackChunk|createElement\(["']script|console\.(?!debug)\w/);
  }
});
