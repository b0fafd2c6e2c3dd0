package cli

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact"
)

func (a *app) pageCommand() *cobra.Command {
	words, out := false, ""
	c := &cobra.Command{
		Use:   "page ID ITEM N",
		Short: "What stands where on a page, for withholding an area",
		Long: `Prints the lines of page N of an item with the rectangle around each, as
'decide --area' takes it, and the areas that are withheld on it. --words, and
--json, give each word. A rectangle is left, top, right and bottom from the page's
top left corner: in points, or for a picture in its pixels. -o draws the page, with
a grid and its numbers, as it is: take care where you put it.`,
		Example: "  sarsen page 2026-0001 3k7qd2xw5m4n6p2r 3\n  sarsen page 2026-0001 3k7qd2xw5m4n6p2r 3 -o page3.png",
		Args:    args("ID", "ITEM", "N"),
		RunE: func(c *cobra.Command, given []string) error {
			n, err := strconv.Atoi(given[2])
			if err != nil || n < 1 {
				return usage("%q is no page: they count from 1", given[2])
			}
			return a.with(c.Context(), "page", func(svc *service.Service) error {
				if out != "" {
					return a.drawPage(c, svc, given[0], given[1], n, out)
				}
				p, err := svc.PageText(c.Context(), given[0], given[1], n)
				if err != nil {
					return err
				}
				return a.sayPage(p, words)
			})
		},
	}
	c.Flags().BoolVar(&words, "words", false, "each word by itself")
	c.Flags().StringVarP(&out, "output", "o", "", "draw the page into this PNG `file`")
	return c
}

// drawPage writes a page as a picture that only its owner can read.
func (a *app) drawPage(c *cobra.Command, svc *service.Service, id, item string, n int, out string) error {
	if err := service.Outside(svc.Config, a.path(out)); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := svc.PagePicture(c.Context(), id, item, n, &b); err != nil {
		return err
	}
	f, err := os.OpenFile(a.path(out), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	_, err = b.WriteTo(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	if a.json {
		return a.emit(map[string]any{"item": item, "page": n, "path": a.path(out)})
	}
	a.say("%s", a.path(out))
	return nil
}

func (a *app) sayPage(p service.PageText, words bool) error {
	if a.json {
		for _, w := range p.Words {
			if err := a.emit(map[string]any{"page": p.Page, "line": w.Line, "text": w.Text, "rect": outwards(w.Box)}); err != nil {
				return err
			}
		}
		return nil
	}
	of := ""
	if p.Pages > 0 {
		of = " of " + number(p.Pages)
	}
	size := ""
	if p.Width > 0 {
		size = ", " + strconv.FormatFloat(p.Width, 'f', -1, 64) + " wide and " + strconv.FormatFloat(p.Height, 'f', -1, 64) + " high"
	}
	a.say("Page %d%s%s", p.Page, of, size)
	list := p.Words
	if !words {
		list = p.Lines()
	}
	for _, w := range list {
		a.say("  %-20s %s", rectWords(outwards(w.Box)), oneLine(w.Text))
	}
	if len(list) == 0 {
		a.say("No words are known on it.")
	}
	for _, area := range p.Areas {
		if area.Page != p.Page {
			continue
		}
		a.say("Withheld: %s  %s  [%s%s]", areaWords(area.Area), area.Code, redact.TargetArea, area.ID)
	}
	return nil
}

// outwards is a rectangle with whole numbers that holds r.
func outwards(r redact.Rect) redact.Rect {
	return redact.Rect{Left: math.Floor(r.Left), Top: math.Floor(r.Top), Right: math.Ceil(r.Right), Bottom: math.Ceil(r.Bottom)}
}
