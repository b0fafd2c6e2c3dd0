package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sarsen/agent/service"
	"sarsen/redact"
)

// placeFlags name pages of an item, or a rectangle of one.
type placeFlags struct{ page, rect string }

func (p *placeFlags) add(f *pflag.FlagSet) {
	f.StringVar(&p.page, "page", "", "`page` of the item, or pages such as 2-5, from 1")
	f.StringVar(&p.rect, "area", "", "rectangle of the page, `LEFT,TOP,RIGHT,BOTTOM`")
}

func (p *placeFlags) given() bool { return p.page != "" || p.rect != "" }

// areas are the places of the item that is the target.
func (p *placeFlags) areas(target string) ([]redact.Area, error) {
	if !strings.HasPrefix(target, redact.TargetItem) {
		return nil, usage("a page is one of an item: name it with --item")
	}
	first, last, err := pageRange(p.page)
	if err != nil {
		return nil, err
	}
	if p.rect == "" {
		var out []redact.Area
		for n := first; n <= last; n++ {
			out = append(out, redact.Area{Page: n})
		}
		return out, nil
	}
	if first != last {
		return nil, usage("an area is one of a single page, not of %s", p.page)
	}
	a := redact.Area{Page: first}
	if a.Rect, err = parseRect(p.rect); err != nil {
		return nil, err
	}
	if err := a.Check(); err != nil || a.Whole() {
		return nil, usage("--area %s: left and top come first, then right and bottom, which are larger", p.rect)
	}
	return []redact.Area{a}, nil
}

func pageRange(text string) (first, last int, err error) {
	from, to, several := strings.Cut(text, "-")
	if !several {
		to = from
	}
	first, err1 := strconv.Atoi(strings.TrimSpace(from))
	last, err2 := strconv.Atoi(strings.TrimSpace(to))
	if errors.Join(err1, err2) != nil || first < 1 || last < first || last-first >= mostPages {
		return 0, 0, usage("--page takes a number from 1, or two such as 2-5")
	}
	return first, last, nil
}

func parseRect(text string) (redact.Rect, error) {
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return redact.Rect{}, usage("--area takes four numbers: LEFT,TOP,RIGHT,BOTTOM")
	}
	var at [4]float64
	for i, s := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			return redact.Rect{}, usage("--area takes four numbers: %q is none", s)
		}
		at[i] = v
	}
	return redact.Rect{Left: at[0], Top: at[1], Right: at[2], Bottom: at[3]}, nil
}

func (a *app) decideAreas(c *cobra.Command, id, item string, areas []redact.Area, v redact.Verdict, code, reason string) error {
	if v == redact.Disclose {
		return usage("pages and areas can be withheld, or taken back with open")
	}
	return a.with(c.Context(), "decide", func(svc *service.Service) error {
		ds, cs, err := svc.DecideAreas(c.Context(), a.User, id, item, areas, v, code, reason)
		if errors.Is(err, redact.ErrCode) {
			return errUsage{err}
		}
		if err != nil {
			return err
		}
		a.warnLate(cs)
		for i, d := range ds {
			if a.json {
				if err := a.emit(decisionJSON(id, d)); err != nil {
					return err
				}
				continue
			}
			a.say("Decided: %s %s, %s.", d.Verdict, areaWords(areas[i]), d.Target)
		}
		return nil
	})
}

// areaWords says where an area is.
func areaWords(a redact.Area) string {
	if a.Whole() {
		return fmt.Sprintf("page %d", a.Page)
	}
	return fmt.Sprintf("page %d, %s", a.Page, rectWords(a.Rect))
}

// rectWords is a rectangle as --area takes it.
func rectWords(r redact.Rect) string {
	var parts []string
	for _, v := range []float64{r.Left, r.Top, r.Right, r.Bottom} {
		parts = append(parts, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return strings.Join(parts, ",")
}

// reviewAreas prints the areas that are withheld of an item.
func (a *app) reviewAreas(i service.Reviewed) error {
	for _, area := range i.Areas {
		if a.json {
			line := map[string]any{
				"area": area.ID, "item": i.Item, "page": area.Page, "kind": redact.Drawn, "decision": redact.Withhold, "code": area.Code,
				"reason": area.Reason, "by": area.By, "at": stamp(area.At),
			}
			if !area.Whole() {
				line["rect"] = area.Rect
			}
			if err := a.emit(line); err != nil {
				return err
			}
			continue
		}
		a.say("    %-9s          %-14s %s  %s  [%s%s]", redact.Withhold, redact.Drawn, areaWords(area.Area), oneLine(strings.TrimSpace(area.Code+" "+area.Reason)), redact.TargetArea, area.ID)
	}
	if i.Unplaced > 0 {
		a.remark("%s of item %s cannot be found on their pages, which stops a release: withhold the pages, or the item.", count(i.Unplaced, "area"), i.Item)
	}
	return nil
}
