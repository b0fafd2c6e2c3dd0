package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// json checks a JSON file: every key, text and number in it, and those of a table
// once more as its reader sees them, row by row and column by column.
func (c *check) json(name string, data []byte) {
	if !json.Valid(data) || !utf8.Valid(data) {
		c.add(name, "text", Malformed, "not JSON in UTF-8")
		c.plainText(name, data)
		return
	}
	all, rows, down := jsonTexts(data)
	c.text(name, "value", strings.Join(all, "\n"), mode{})
	c.text(name, "row", rows, mode{})
	c.text(name, "column", down.text(), mode{})
	c.lengths(name, "value", strings.Join(all, "\n"))
}

// jsonTexts returns every key and value in order; the values alone, those of an
// object as cells of a row; and the values of each key.
func jsonTexts(data []byte) (all []string, rows string, down columns) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var row strings.Builder
	var inside []byte // the brackets that are open
	place := map[string]int{}
	key, isKey := "", false
	for {
		tok, err := dec.Token()
		if err != nil { // the end: it is valid
			return all, row.String(), down
		}
		value := ""
		switch v := tok.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				inside, isKey = append(inside, byte(v)), v == '{'
			} else {
				inside = inside[:len(inside)-1]
				isKey = len(inside) > 0 && inside[len(inside)-1] == '{'
				row.WriteString(strings.Repeat("\n", widest+1))
			}
			continue
		case string:
			value = v
		case nil:
		default:
			value = fmt.Sprint(v)
		}
		all = append(all, value)
		if isKey {
			key, isKey = value, false
			continue
		}
		row.WriteString(value + apart)
		if _, ok := place[key]; !ok {
			place[key] = len(down)
			down = append(down, nil)
		}
		down[place[key]] = append(down[place[key]], value)
		isKey = len(inside) > 0 && inside[len(inside)-1] == '{'
	}
}
