import $ from 'jquery';
import Twig, { type Template } from 'twigjs';
import { nameOf } from '../loader/registry';
import { compile, systemTemplate } from '../ui/twig';
import { panelBlock, type BlockOptions } from '../ui/panel';
import { paramsOf, type WidgetBase } from './widget';

interface Source {
  data?: string;
  ref?: string;
  href?: string;
  base_path?: string;
  v?: string;
  load?: (template: Template) => unknown;
  promised?: boolean;
}

async function remote({ href = '', base_path = '', v }: Source): Promise<Template> {
  const join = base_path === '' || base_path.endsWith('/') || href.startsWith('/') ? '' : '/';
  const path = base_path.endsWith('/')
    ? base_path.slice(0, -1) + (href.startsWith('/') ? '' : '/')
    : base_path + join;
  const answer = await fetch(`${path}${href}${v === undefined ? '' : `?v=${v}`}`);
  if (!answer.ok) throw new Error(`template ${path}${href}: ${String(answer.status)}`);
  return compile(await answer.text());
}

/** What a widget draws with. */
export const drawing = {
  /** HTML at once for `data` and `ref`; for `href` true and later `load(template)`, or a promise of the template. */
  render(source: Source, params: object = {}): unknown {
    if (source.data !== undefined) return Twig.twig({ data: source.data }).render(params);
    if (source.ref !== undefined) return systemTemplate(source.ref).render(params);
    if (source.href === undefined) return '';
    const template = remote(source);
    if (source.promised === true) return template;
    // A missing file is silence, as on amoCRM's page: `load` is never called.
    template.then(
      (loaded) => source.load?.(loaded),
      (error: unknown) => console.debug(error),
    );
    return true;
  },
  /** Puts a block into the right panel. Throws where the page has none. */
  render_template(this: WidgetBase, options: BlockOptions, params: object = {}): void {
    const own = paramsOf(this);
    panelBlock(own, nameOf(this, own.widget_code), options, params);
    $(document).trigger('widget:render-template', [own.widget_code]);
  },
  /** Opens or closes the overlay with the right-hand block over a list. */
  widgetsOverlay(visible: boolean): void {
    $('#card_widgets_overlay').toggleClass('default-overlay--visible', visible);
    $('#widgets_block').toggleClass('js-widgets-active list-widgets--open', visible);
  },
};
