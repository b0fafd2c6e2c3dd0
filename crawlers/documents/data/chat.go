package data

import (
	"context"
	"encoding/json"
	"strings"
)

// chatsIn returns the names of the lists of a JSON file that hold the messages
// of a chat: objects that say who wrote and what. An export often keeps them
// in a list of conversations, whose rows would hold a whole chat each.
func chatsIn(ctx context.Context, source string) []string {
	c := &chats{ctx: ctx, dec: json.NewDecoder(strings.NewReader(source)), found: map[string]bool{}}
	for {
		token, err := c.dec.Token()
		if err != nil || !c.value(token, "", 0) {
			break
		}
	}
	var names []string
	for name := range c.found {
		names = append(names, name)
	}
	return names
}

type chats struct {
	ctx   context.Context
	dec   *json.Decoder
	found map[string]bool
	n     int
}

// maxChats is how many lists of messages are told apart by their names.
const maxChats = 1000

// value goes through a value; false ends it.
func (c *chats) value(token json.Token, name string, depth int) bool {
	if c.n++; depth > maxDepth || len(name) > maxPlace || len(c.found) > maxChats || c.n%4096 == 0 && c.ctx.Err() != nil {
		return false
	}
	switch token {
	case json.Delim('{'):
		return c.object(name, depth)
	case json.Delim('['):
		for c.dec.More() {
			next, err := c.dec.Token()
			if err != nil || !c.value(next, name, depth+1) {
				return false
			}
		}
		_, err := c.dec.Token()
		return err == nil
	}
	return true
}

func (c *chats) object(name string, depth int) bool {
	who, what := false, false
	for c.dec.More() {
		key, err := c.dec.Token()
		if err != nil {
			return false
		}
		token, err := c.dec.Token()
		if err != nil {
			return false
		}
		field, _ := key.(string)
		switch strings.ToLower(field) {
		case "from", "sender", "sender_name", "author", "displayname", "user", "username", "creator":
			who = true
		case "content", "body", "text", "message":
			what = true
		}
		if !c.value(token, joined(name, field), depth+1) {
			return false
		}
	}
	if who && what {
		c.found[name] = true
	}
	_, err := c.dec.Token()
	return err == nil
}
