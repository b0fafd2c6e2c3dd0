package facsimile

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	pictures "sarsen/crawlers/documents/picture"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// View draws a page of an item, from 1, as an officer sees it who draws an area on
// it: the page as it is shown, under a faint grid with its coordinates along the
// edges, in the unit of redact.Rect. The error wraps redact.ErrArea when the item
// has no such page, or no pages that can be shown.
func (m Maker) View(ctx context.Context, item pack.Item, number, dpi int) (image.Image, error) {
	img, err := m.view(ctx, item, number, dpi)
	if err == nil {
		return img, nil
	}
	if ctx.Err() != nil || fault(err) {
		return nil, err
	}
	return nil, fmt.Errorf("page %d: %w that can be shown: %w", number, redact.ErrArea, err)
}

func (m Maker) view(ctx context.Context, item pack.Item, number, dpi int) (image.Image, error) {
	switch kindOf(item) {
	case portable, picture:
		data, err := open(item)
		if err != nil {
			return nil, err
		}
		if kindOf(item) == picture {
			return drawFrame(data, number)
		}
		return m.draw(ctx, data, number, dpi)
	case document:
		l, err := m.layOut(ctx, item)
		if err != nil {
			return nil, err
		}
		return m.draw(ctx, l.data, number, dpi)
	}
	return nil, pack.ErrNoCopy
}

// drawFrame draws a frame of a picture in its own pixels.
func drawFrame(data []byte, number int) (image.Image, error) {
	frames, err := pictures.Frames(data)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > len(frames) {
		return nil, fmt.Errorf("it has %d frames: %w", len(frames), pack.ErrNoCopy)
	}
	img, err := frames[number-1].Decode()
	if err != nil {
		return nil, err
	}
	grid(img, float64(img.Rect.Dx()), float64(img.Rect.Dy()))
	return img, nil
}

func (m Maker) draw(ctx context.Context, data []byte, number, dpi int) (*image.RGBA, error) {
	doc, err := m.Engine.Open(ctx, data, m.Passwords)
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	if number < 1 || number > doc.Pages() {
		return nil, fmt.Errorf("it has %d pages: %w", doc.Pages(), pack.ErrNoCopy)
	}
	page, err := doc.Page(ctx, number-1)
	if err != nil {
		return nil, err
	}
	img, err := doc.Render(ctx, number-1, dpi)
	if err != nil {
		return nil, err
	}
	grid(img, page.Width, page.Height)
	return img, nil
}

// Lines of the grid, in the unit of redact.Rect and in pixels.
const (
	fewest  = 40 // pixels between two lines
	padding = 2  // between a number and what is beside it
)

var (
	lineColour  = color.NRGBA{R: 0, G: 90, B: 200, A: 60}
	labelColour = color.NRGBA{R: 0, G: 60, B: 150, A: 255}
	labelPaper  = color.NRGBA{R: 230, G: 230, B: 230, A: 230}
)

// grid draws lines at round coordinates, of a page so wide and high, with their
// numbers at the top and left.
func grid(img *image.RGBA, width, height float64) {
	if !(width > 0 && height > 0) {
		return
	}
	size := img.Bounds()
	x, y := float64(size.Dx())/width, float64(size.Dy())/height
	step := apart(min(x, y))
	for at := step; float64(at) < width; at += step {
		px := int(float64(at) * x)
		draw.Draw(img, image.Rect(px, 0, px+1, size.Dy()), image.NewUniform(lineColour), image.Point{}, draw.Over)
		label(img, px+padding, 0, at)
	}
	for at := step; float64(at) < height; at += step {
		px := int(float64(at) * y)
		draw.Draw(img, image.Rect(0, px, size.Dx(), px+1), image.NewUniform(lineColour), image.Point{}, draw.Over)
		label(img, 0, px+padding, at)
	}
}

// apart returns how far lines stand from each other: a round number.
func apart(pixels float64) int {
	for step := 10; ; step *= 10 {
		for _, times := range []int{1, 2, 5} {
			if float64(step*times)*pixels >= fewest {
				return step * times
			}
		}
	}
}

// label writes a number below and to the right of a pixel.
func label(img *image.RGBA, left, top, number int) {
	face := basicfont.Face7x13
	text := strconv.Itoa(number)
	paper := image.Rect(left, top, left+len(text)*face.Advance+2*padding, top+face.Height)
	draw.Draw(img, paper, image.NewUniform(labelPaper), image.Point{}, draw.Over)
	d := font.Drawer{Dst: img, Src: image.NewUniform(labelColour), Face: face, Dot: fixed.P(left+padding, top+face.Ascent)}
	d.DrawString(text)
}
