import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadWidget, until, type LoadedWidget } from './loaded-widget';

const templates = path.join(__dirname, '../../templates');
const pieces = readdirSync(templates)
  .filter((name) => name.startsWith('call-card'))
  .map((name) => readFileSync(path.join(templates, name), 'utf8'))
  .sort();

let widget: LoadedWidget;
afterEach(() => widget.stop());

test('starting in a page compiles no template; the card’s pieces are compiled after it, each once', async () => {
  widget = await loadWidget();
  const host = widget.window as unknown as { Twig: { twig: (given: { data: string }) => unknown } };
  const { twig } = host.Twig;
  const compiled: string[] = [];
  host.Twig.twig = (given) => {
    compiled.push(given.data);
    return twig(given);
  };
  widget.instance.callbacks['render']?.();
  widget.instance.callbacks['init']?.();
  expect(compiled).toEqual([]);
  await until(() => widget.connections() === 1, 'the widget connects');
  for (const [index, number] of ['+79991112233', '+79991112244'].entries()) {
    widget.tell({
      call_id: `c-${index}`,
      state: 'ringing',
      direction: 'inbound',
      phone: number,
      line: '',
      extensions: ['101'],
      started_at: new Date().toISOString(),
      seq: index + 1,
    });
  }
  await until(
    () => widget.window.document.querySelectorAll('[data-call]').length === 2,
    'both cards are there',
  );
  await until(() => compiled.length >= pieces.length, 'all pieces are compiled');
  expect([...compiled].sort()).toEqual(pieces);
  host.Twig.twig = twig;
});

const tasks = async (count: number): Promise<void> => {
  for (let task = 0; task < count; task += 1) await new Promise((resolve) => setTimeout(resolve));
};

test.each([0, 1, 2, 3, 5, 8])(
  'taken down %i tasks after its start and started again, it is there once',
  async (count) => {
    widget = await loadWidget();
    const { init, destroy } = widget.instance.callbacks;
    init?.();
    await tasks(count);
    destroy?.();
    init?.();
    const picture = {
      call_id: 'c-1',
      state: 'ringing',
      direction: 'inbound',
      phone: '+79991112233',
      line: '',
      extensions: ['101'],
      started_at: new Date().toISOString(),
      seq: 1,
    };
    // Whoever is connected by then hears it.
    const telling = setInterval(() => widget.tell(picture), 50);
    await until(() => widget.text().includes('+7 999 111-22-33'), 'the card is there');
    clearInterval(telling);
    await until(() => widget.connections() === 1, 'one start alone is connected');
    const { document } = widget.window;
    expect(document.querySelectorAll('[data-call]')).toHaveLength(1);
    expect(document.querySelectorAll('link[rel=stylesheet]')).toHaveLength(1);
  },
);
